// A right decryptor in Go, for `chefs-mock conform decryptor`.
// All of the cryptography is in ../cryptr; here are the two ways to drive it:
//
//	printf %s "$HEX" | ENCRYPTION_KEY=… decryptor    one input
//	decryptor --session                              JSON lines
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"unicode/utf8"

	"chefs.example/consumer/cryptr"
)

func main() {
	run := oneShot
	if slices.Contains(os.Args[1:], "--session") {
		run = session
	}
	err := run()
	switch {
	case err == nil:
		return
	case errors.Is(err, cryptr.ErrRejected):
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	default: // exit code 1 means a rejection, and nothing else
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// The plaintext on standard output, or nothing.
func oneShot() error {
	key := os.Getenv("ENCRYPTION_KEY")
	if key == "" {
		return errors.New(
			"ENCRYPTION_KEY is not set; give the form's key in it")
	}
	data, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	plaintext, err := cryptr.Open(string(data), key)
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(plaintext)
	return err
}

type request struct {
	ID   string          `json:"id"`
	Key  string          `json:"key"`
	Data json.RawMessage `json:"data"`
}

type answer struct {
	Ready           *ready  `json:"ready,omitempty"`
	ID              string  `json:"id,omitempty"`
	Plaintext       *string `json:"plaintext,omitempty"`
	PlaintextBase64 []byte  `json:"plaintextBase64,omitempty"`
	Rejected        string  `json:"rejected,omitempty"`
	Unsupported     string  `json:"unsupported,omitempty"`
}

type ready struct {
	Name        string   `json:"name"`
	Version     string   `json:"version"`
	Unsupported []string `json:"unsupported"`
}

func session() error {
	// Not bufio.Scanner: it gives up on lines beyond 64 kB.
	in := json.NewDecoder(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for {
		var line map[string]request
		if err := in.Decode(&line); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("cannot read a request: %w", err)
		}
		for kind, asked := range line { // of which there is one
			if kind == "stop" {
				return nil
			}
			if err := out.Encode(answerTo(kind, asked)); err != nil {
				return err
			}
		}
	}
}

func answerTo(kind string, asked request) answer {
	switch kind {
	case "start":
		return answer{Ready: &ready{"chefs-example-go", "1.0.0", []string{}}}
	case "decrypt":
		return decrypt(asked)
	default:
		return answer{ID: asked.ID, Unsupported: "unknown request"}
	}
}

func decrypt(asked request) answer {
	// A pointer tells null from a string: Go would read null as "".
	var data *string
	if json.Unmarshal(asked.Data, &data) != nil || data == nil {
		return answer{ID: asked.ID, Rejected: "data is not a string"}
	}
	plaintext, err := cryptr.Open(*data, asked.Key)
	if errors.Is(err, cryptr.ErrRejected) {
		return answer{ID: asked.ID, Rejected: err.Error()}
	}
	if err != nil {
		return answer{ID: asked.ID, Unsupported: err.Error()}
	}
	if !utf8.Valid(plaintext) { // []byte becomes base64
		return answer{ID: asked.ID, PlaintextBase64: plaintext}
	}
	text := string(plaintext)
	return answer{ID: asked.ID, Plaintext: &text}
}
