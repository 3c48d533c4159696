// Package cryptr opens what CHEFS seals, on the standard library alone. Copy
// this file. It opens the format of npm cryptr 6, more strictly than cryptr
// itself does:
//
//	hex( salt[64] | iv[16] | tag[16] | ciphertext )
//	key = PBKDF2-HMAC-SHA512(the configured key as text, salt, 100 000, 32)
package cryptr

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
)

const (
	saltEnd    = 64
	ivSize     = 16
	ivEnd      = saltEnd + ivSize
	tagEnd     = ivEnd + 16
	iterations = 100_000
)

// ErrRejected says that the data cannot be opened. What wraps it says why, for
// logs: it holds no secret.
var ErrRejected = errors.New("rejected")

// Open takes payload.data of a PRIVATE event and the key as the text that the
// form's owner configured. On an oversize event payload.data is an object and
// no string: look for the event's "error" before you decode it.
func Open(data, key string) ([]byte, error) {
	sealed, err := hex.DecodeString(data)
	if err != nil {
		return nil, fmt.Errorf("%w: data is not hex", ErrRejected)
	}
	if len(sealed) < tagEnd {
		return nil, fmt.Errorf("%w: data is too short", ErrRejected)
	}
	salt := sealed[:saltEnd]
	iv := sealed[saltEnd:ivEnd]
	tag := sealed[ivEnd:tagEnd]
	ciphertext := sealed[tagEnd:]

	// The key is a password: its 64 hex digits are not decoded.
	aesKey, err := pbkdf2.Key(sha512.New, key, salt, iterations, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(aesKey)
	if err != nil {
		return nil, err
	}
	// cipher.NewGCM takes 12-byte ivs only.
	gcm, err := cipher.NewGCMWithNonceSize(block, ivSize)
	if err != nil {
		return nil, err
	}
	// Go wants the tag behind the ciphertext; cryptr has it in front. The
	// slices share one array, so the two are joined in a new one.
	joined := make([]byte, 0, len(ciphertext)+len(tag))
	joined = append(append(joined, ciphertext...), tag...)
	plaintext, err := gcm.Open(nil, iv, joined, nil)
	if err != nil {
		return nil, fmt.Errorf(
			"%w: wrong key, or the data was changed", ErrRejected)
	}
	return plaintext, nil
}
