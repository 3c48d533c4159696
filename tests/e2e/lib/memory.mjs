// How much memory a command takes at most.
import { runProgram } from './command.mjs';

// The largest resident size of the command itself, in KiB, as it was told last:
// every 10 ms. What the kernel tells of an ended process holds that of its
// children, too, and nats-server is a large one.
const measure = `
import re, subprocess, sys
child = subprocess.Popen(sys.argv[1:])
peak = 0
while child.returncode is None:
    with open(f'/proc/{child.pid}/status') as status:
        told = re.search(r'VmHWM:\\s+(\\d+)', status.read())
    peak = int(told[1]) if told else peak
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
