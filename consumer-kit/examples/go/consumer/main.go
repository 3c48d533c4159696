// A right consumer of CHEFS events in Go, on the official client nats.go, over
// WebSocket with an NKey. Set up by the environment alone
// (docs/consumer-guide.md lists the names); prints a JSON line for each message
// it has dealt with. Copy it with the packages event and cryptr. Ends on
// SIGTERM or SIGINT.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nkeys"

	"chefs.example/consumer/event"
)

const (
	firstWait   = 250 * time.Millisecond
	longestWait = 15 * time.Second
)

type settings struct {
	stream, durable string
	filters         []string
	dealer          *event.Dealer
	done            *event.Done
	user            nkeys.KeyPair
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("consumer: ")
	s, err := readSettings()
	if err != nil {
		log.Print(err)
		os.Exit(2)
	}
	// The first signal: take no more, finish what is in hand.
	ctx, release := signal.NotifyContext(
		context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer release()

	wait := firstWait
	for ctx.Err() == nil {
		started := time.Now()
		if err := s.runOnce(ctx); err != nil && ctx.Err() == nil {
			log.Print(err)
		}
		if time.Since(started) > longestWait {
			wait = firstWait
		}
		// Half of the wait is chance, so that a hundred consumers do not all
		// come back at once.
		select {
		case <-time.After(wait/2 + rand.N(wait/2)):
		case <-ctx.Done():
		}
		wait = min(2*wait, longestWait)
	}
}

func readSettings() (*settings, error) {
	if os.Getenv("SERVERS") == "" {
		return nil, errors.New("SERVERS is not set")
	}
	s := &settings{stream: "CHEFS", durable: "chefs-example-go"}
	if name := os.Getenv("STREAM_NAME"); name != "" {
		s.stream = name
	}
	if name := os.Getenv("DURABLE_NAME"); name != "" {
		s.durable = name
	}
	if filters := os.Getenv("FILTER_SUBJECTS"); filters != "" {
		s.filters = strings.Split(filters, ",")
	}
	var err error
	if s.dealer, err = event.NewDealer(); err != nil {
		return nil, err
	}
	if s.done, err = event.NewDone(os.Getenv("DONE_FILE")); err != nil {
		return nil, err
	}
	if s.user, err = nkeys.FromSeed([]byte(os.Getenv("NKEY_SEED"))); err != nil {
		return nil, fmt.Errorf("NKEY_SEED is no seed: %w", err)
	}
	return s, nil
}

// One connection, until it ends. The client could connect again by itself, but
// then it would go to addresses that the cluster names, which behind a router
// lead nowhere.
func (s *settings) runOnce(ctx context.Context) error {
	public, err := s.user.PublicKey()
	if err != nil {
		return err
	}
	options := []nats.Option{
		nats.Name(s.durable),
		nats.Nkey(public, s.user.Sign),
		nats.NoReconnect(),
		nats.Timeout(10 * time.Second),
		// A link that is dead without a word is noticed.
		nats.PingInterval(10 * time.Second),
		nats.MaxPingsOutstanding(2),
		// A permissions violation does not end the connection; it shows here.
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			log.Print("nats: ", err)
		}),
	}
	if file := os.Getenv("CHEFS_CA_FILE"); file != "" {
		options = append(options, nats.RootCAs(file))
	}
	connection, err := nats.Connect(os.Getenv("SERVERS"), options...)
	if err != nil {
		return err
	}
	defer connection.Close()
	if err := s.consume(ctx, connection); err != nil {
		return err
	}
	return connection.FlushTimeout(10 * time.Second) // the last acknowledgements
}

// What the durable is made with, the first time. What is not acknowledged within
// AckWait comes again: longer than the slowest event takes.
func (s *settings) wanted() (jetstream.ConsumerConfig, error) {
	config := jetstream.ConsumerConfig{
		Durable:   s.durable,
		AckPolicy: jetstream.AckExplicitPolicy,
		AckWait:   30 * time.Second,
	}
	if ms, err := strconv.Atoi(os.Getenv("ACK_WAIT_MS")); err == nil {
		config.AckWait = time.Duration(ms) * time.Millisecond
	}
	if len(s.filters) == 1 {
		config.FilterSubject = s.filters[0]
	} else {
		// Several need nats-server 2.10; with an older one there is an error.
		config.FilterSubjects = s.filters
	}
	var err error
	if text := os.Getenv("START_SEQUENCE"); text != "" {
		config.DeliverPolicy = jetstream.DeliverByStartSequencePolicy
		config.OptStartSeq, err = strconv.ParseUint(text, 10, 64)
	} else if text := os.Getenv("START_TIME"); text != "" {
		var start time.Time
		start, err = time.Parse(time.RFC3339, text)
		config.DeliverPolicy = jetstream.DeliverByStartTimePolicy
		config.OptStartTime = &start
	}
	return config, err
}

// A durable that exists is used as it is: the server knows how far we are.
// Asking about it before making it keeps a restart from changing it. But not if it
// was made with other filters: what we are to read now would never come.
func (s *settings) findOrMake(ctx context.Context, js jetstream.JetStream) (jetstream.Consumer, error) {
	found, err := js.Consumer(ctx, s.stream, s.durable)
	if err == nil {
		has := found.CachedInfo().Config.FilterSubjects
		if one := found.CachedInfo().Config.FilterSubject; one != "" {
			has = []string{one}
		}
		if !slices.Equal(has, s.filters) {
			return nil, fmt.Errorf("%s has the filters %q, not %q: delete it, or take another name",
				s.durable, has, s.filters)
		}
	}
	if !errors.Is(err, jetstream.ErrConsumerNotFound) {
		return found, err
	}
	config, err := s.wanted()
	if err != nil {
		return nil, err
	}
	return js.CreateConsumer(ctx, s.stream, config)
}

func (s *settings) consume(ctx context.Context, connection *nats.Conn) error {
	js, err := jetstream.New(connection)
	if err != nil {
		return err
	}
	consumer, err := s.findOrMake(ctx, js)
	if err != nil {
		return err
	}
	info := consumer.CachedInfo()
	log.Printf("reading %s as %s, %d waiting", s.stream, s.durable, info.NumPending)
	begin, err := s.firstInStream(ctx, js)
	if err != nil {
		return err
	}
	tellGap(info.AckFloor.Stream+1, begin-1)
	last := max(info.Delivered.Stream, begin-1)

	// Each request waits at the server, for 30 s. Without its heartbeats a
	// silent server would look like a silent stream.
	messages, err := consumer.Messages(jetstream.PullMaxMessages(32),
		jetstream.PullExpiry(30*time.Second), jetstream.PullHeartbeat(5*time.Second))
	if err != nil {
		return err
	}
	defer messages.Stop()
	for {
		message, err := messages.Next(jetstream.NextContext(ctx))
		if ctx.Err() != nil {
			return giveBack(consumer, messages, message)
		}
		if err != nil {
			return err
		}
		metadata, err := message.Metadata()
		if err != nil {
			return err
		}
		seq := metadata.Sequence.Stream
		if seq > last+1 {
			known := seq
			// With a filter, what lies between may just not have been for us.
			if len(s.filters) > 0 {
				if known, err = s.firstInStream(ctx, js); err != nil {
					return err
				}
			}
			tellGap(last+1, min(known, seq)-1)
		}
		last = max(last, seq)
		s.handle(message, seq, metadata.NumDelivered)
	}
}

// One message, from work to acknowledgement. An acknowledgement that is lost
// brings the message again, and done knows it then.
func (s *settings) handle(message jetstream.Msg, seq, times uint64) {
	if s.done.Has(seq) {
		message.Ack()
		return
	}
	report, err := s.dealer.Deal(seq, message.Subject(), message.Data())
	if err == nil {
		err = s.done.Add(seq)
	}
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(report)
	}
	switch {
	case err == nil:
		message.Ack() // after the work: what dies before comes again
	case !errors.Is(err, event.ErrTryLater) && times >= 5:
		log.Printf("message %d is given up: %v", seq, err)
		message.Term() // a fault of ours would bring it back for ever
	default:
		log.Printf("message %d, attempt %d: %v", seq, times, err)
		message.NakWithDelay(min(500*time.Millisecond<<min(times-1, 7), time.Minute))
	}
}

// What has come and is not begun goes back at once, for the next run.
func giveBack(consumer jetstream.Consumer, messages jetstream.MessagesContext, message jetstream.Msg) error {
	messages.Drain()
	var err error
	for err == nil {
		if message != nil {
			message.Nak()
		}
		message, err = messages.Next()
	}
	// Asked about, the server forgets the request that we leave behind, instead
	// of answering it with an event that nobody reads (nats-server 2.9).
	_, err = consumer.Info(context.Background())
	return err
}

func (s *settings) firstInStream(ctx context.Context, js jetstream.JetStream) (uint64, error) {
	stream, err := js.Stream(ctx, s.stream)
	if err != nil {
		return 0, err
	}
	return stream.CachedInfo().State.FirstSeq, nil
}

// The stream discards its oldest when it is full; whoever comes too late sees
// only a sequence that jumps. Take the forms' state from the CHEFS API then.
func tellGap(from, to uint64) {
	if from <= to {
		fmt.Printf(`{"chefs":1,"notice":"gap","from":%d,"to":%d}`+"\n", from, to)
	}
}
