package event

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
)

// Done holds the sequences that were dealt with: in memory, and in a file as
// well if one is named, so that a restart knows them too. A database with a
// unique index on the sequence does the same for you, in the transaction of the
// work.
type Done struct {
	all  map[uint64]bool
	file *os.File
}

// NewDone reads the file; "" stands for none.
func NewDone(path string) (*Done, error) {
	done := &Done{all: map[uint64]bool{}}
	if path == "" {
		return done, nil
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	done.file = file
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if seq, err := strconv.ParseUint(lines.Text(), 10, 64); err == nil {
			done.all[seq] = true
		}
	}
	return done, nil
}

// Has tells whether the message was dealt with before.
func (d *Done) Has(seq uint64) bool { return d.all[seq] }

// Add remembers it.
func (d *Done) Add(seq uint64) error {
	d.all[seq] = true
	if d.file == nil {
		return nil
	}
	_, err := fmt.Fprintln(d.file, seq)
	return err
}
