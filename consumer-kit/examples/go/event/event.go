// Package event decides what becomes of one CHEFS event, whatever client
// brought it. Copy this package and cryptr; put your own work where Work is
// called. docs/consumer-guide.md says why.
package event

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"chefs.example/consumer/cryptr"
)

// ErrTryLater says that the event is fine, but its work cannot be done now: it
// is to come again.
var ErrTryLater = errors.New("try later")

// Dealer holds what is needed for dealing with events. It is set up by the
// environment alone: an argument can be read by every user of the machine.
type Dealer struct {
	source       string
	key          string
	keyOfForm    map[string]string
	apiURL       string
	apiKeyOfForm map[string]string
	// Your part. Store its effects with the sequence, in one transaction.
	Work func(plaintext []byte) error
}

// A Report says what became of a message.
type Report struct {
	Chefs           int    `json:"chefs"`
	Seq             uint64 `json:"seq"`
	Outcome         string `json:"outcome"`
	SubmissionID    string `json:"submissionId,omitempty"`
	Draft           bool   `json:"draft,omitempty"`
	PlaintextSha256 string `json:"plaintextSha256,omitempty"`
	plaintext       []byte
}

// NewDealer reads the environment.
func NewDealer() (*Dealer, error) {
	d := &Dealer{
		source: os.Getenv("SOURCE"),
		key:    os.Getenv("ENCRYPTION_KEY"),
		apiURL: os.Getenv("CHEFS_API_URL"),
		Work:   func([]byte) error { return nil },
	}
	for name, to := range map[string]*map[string]string{
		"ENCRYPTION_KEYS": &d.keyOfForm, "CHEFS_API_KEYS": &d.apiKeyOfForm,
	} {
		text := os.Getenv(name)
		if text != "" && json.Unmarshal([]byte(text), to) != nil {
			return nil, fmt.Errorf("%s is no JSON object of form id and key", name)
		}
	}
	return d, nil
}

// Deal does the work of one message. Once it returns without an error, the
// message can be acknowledged. Errors are or wrap ErrTryLater, or are Work's.
func (d *Dealer) Deal(seq uint64, subject string, data []byte) (Report, error) {
	report, err := d.read(subject, data)
	report.Chefs, report.Seq = 1, seq
	if err != nil {
		return report, err
	}
	if report.plaintext != nil {
		digest := sha256.Sum256(report.plaintext)
		report.PlaintextSha256 = hex.EncodeToString(digest[:])
	}
	return report, d.Work(report.plaintext)
}

// Maps, not structs: encoding/json would take "Meta" for "meta".
type object = map[string]json.RawMessage

// Anything may be on the stream, so anything is looked at before it is used.
func (d *Dealer) read(subject string, data []byte) (Report, error) {
	event, ok := objectIn(data)
	meta, isMeta := objectIn(event["meta"])
	if !ok || !isMeta || !utf8.Valid(data) {
		return Report{Outcome: "invalid"}, nil
	}
	id, _ := stringIn(meta["submissionId"])
	report := Report{Outcome: "invalid", SubmissionID: id}
	// What is still being written is no case yet: Work has to tell them apart.
	report.Draft = string(meta["draft"]) == "true"
	// Test and pull-request environments of CHEFS share the server. An event
	// without a source is nobody's.
	if source, ok := stringIn(meta["source"]); !ok || source != d.source {
		report.Outcome = "ignored"
		return report, nil
	}
	// Types, classes and attributes that are new to us are no reason to refuse.
	for _, name := range []string{"domain", "class", "type", "formId"} {
		if _, ok := stringIn(meta[name]); !ok {
			return report, nil
		}
	}
	form, _ := stringIn(meta["formId"])
	payload, isObject := objectIn(event["payload"])
	if !isObject {
		return report, nil
	}
	// Before the payload: that of an oversize event holds an object for data.
	if problem, isThere := event["error"]; isThere && string(problem) != "null" {
		fields, _ := objectIn(problem)
		if _, ok := stringIn(fields["code"]); !ok {
			return report, nil
		}
		report.Outcome = "oversize"
		var err error
		if report.plaintext, err = d.recover(form, id); report.plaintext != nil {
			report.Outcome = "recovered"
		}
		return report, err
	}
	if _, isThere := payload["data"]; !isThere {
		if strings.HasPrefix(subject, "PUBLIC.") {
			report.Outcome = "processed"
		}
		return report, nil
	}
	sealed, isString := stringIn(payload["data"])
	if !isString {
		return report, nil
	}
	report.Outcome = "undecryptable"
	if report.plaintext = d.unseal(sealed, form); report.plaintext != nil {
		report.Outcome = "processed"
	}
	return report, nil
}

func objectIn(data []byte) (object, bool) {
	var value object
	return value, json.Unmarshal(data, &value) == nil && value != nil
}

func stringIn(data json.RawMessage) (string, bool) {
	var value *string // a pointer tells null from ""
	if json.Unmarshal(data, &value) != nil || value == nil {
		return "", false
	}
	return *value, true
}

// A key can be changed while events sealed with the old one are on the stream:
// the form's own and the common one are both tried.
func (d *Dealer) unseal(sealed, form string) []byte {
	for _, key := range []string{d.keyOfForm[form], d.key} {
		if key == "" {
			continue
		}
		if plaintext, err := cryptr.Open(sealed, key); err == nil {
			return append([]byte{}, plaintext...) // never nil
		}
	}
	return nil
}

// An answer that does not come must not stop the rest.
var client = http.Client{Timeout: apiTimeout()}

func apiTimeout() time.Duration {
	if ms, err := strconv.Atoi(os.Getenv("CHEFS_API_TIMEOUT_MS")); err == nil {
		return time.Duration(ms) * time.Millisecond
	}
	return 10 * time.Second
}

// The event was too large to carry its submission: download it by its id.
func (d *Dealer) recover(form, submission string) ([]byte, error) {
	key := d.apiKeyOfForm[form]
	if d.apiURL == "" || key == "" || submission == "" {
		return nil, nil
	}
	request, err := http.NewRequest(http.MethodGet,
		d.apiURL+"/app/api/v1/submissions/"+url.PathEscape(submission), nil)
	if err != nil {
		return nil, err
	}
	request.SetBasicAuth(form, key)
	answer, err := client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("%w: the API does not answer", ErrTryLater)
	}
	defer answer.Body.Close()
	if answer.StatusCode >= 500 || answer.StatusCode == http.StatusTooManyRequests {
		return nil, fmt.Errorf("%w: the API answered %s", ErrTryLater, answer.Status)
	}
	// 401: the API key is wrong; 404: the submission is gone. Both stay so.
	if answer.StatusCode != http.StatusOK {
		return nil, nil
	}
	var body object
	if json.NewDecoder(answer.Body).Decode(&body) != nil {
		return nil, fmt.Errorf("%w: the API answered by half", ErrTryLater)
	}
	if _, isObject := objectIn(body["submission"]); !isObject {
		return nil, nil
	}
	var row bytes.Buffer
	err = json.Compact(&row, body["submission"])
	return row.Bytes(), err
}
