// How much memory a command takes at most.
import { runProgram } from './command.mjs';

// The largest resident size of the command itself, in KiB, as it was told last:
// every 10 ms. A suite runs in a child of the command, which is the same
// program; what the kernel tells of an ended process holds that of its other
// children, too, and nats-server is a large one.
const measure = `
import os, re, subprocess, sys
child = subprocess.Popen(sys.argv[1:])
peak = 0
def size(pid):
    with open(f'/proc/{pid}/status') as status:
        told = re.search(r'VmHWM:\\s+(\\d+)', status.read())
    return int(told[1]) if told else 0
def suites():
    with open(f'/proc/{child.pid}/task/{child.pid}/children') as children:
        pids = children.read().split()
    program = os.readlink(f'/proc/{child.pid}/exe')
    return [pid for pid in pids if os.readlink(f'/proc/{pid}/exe') == program]
while child.returncode is None:
    try:
        peak = max([peak, size(child.pid), *map(size, suites())])
    except OSError:
        pass
    try:
        child.wait(timeout=0.01)
    except subprocess.TimeoutExpired:
        pass
print(peak)
sys.exit(child.returncode)`;

// Gives what runProgram() gives, with the output as text, and peakKiB.
export async function runMeasured(...command) {
  const { code, stdout, stderr } = await runProgram('python3', ['-c', measure, ...command]);
  const lines = stdout.toString().trimEnd().split('\n');
  const peakKiB = Number(lines.pop());
  return { code, stderr, peakKiB, stdout: lines.join('\n') };
}
