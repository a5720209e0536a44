package dev.kobako.check;

import dev.kobako.check.CallClient.Verb;
import dev.kobako.check.CheckContainers.RefusedException;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.PrintableText;
import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.StartedContainer;
import dev.kobako.sandbox.Streams;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One call of a client: see {@link CallClient} for what is said.
 *
 * @param client the number of its process
 */
record ClientCall(CallFolder folder, CheckContainers containers, Verb verb, long client) {
  /** As much as the kernel lets one program have. */
  private static final int MOST_BYTES = 4 << 20;

  private static final int SIGNALLED = 128;
  private static final Duration LOOK = Duration.ofMinutes(1);

  /**
   * What a client is told at its end.
   *
   * @param ended containers that are cleared away afterwards: nobody need wait for that
   */
  private record Reply(int code, String text, List<StartedContainer> ended) {
    Reply(int code, String text) {
      this(code, text, List.of());
    }

    static Reply refusal(RefusedException why) {
      return new Reply(CallClient.CAN_NOT, String.valueOf(why.getMessage()));
    }

    byte[] line() {
      return (code + " " + PrintableText.of(text) + "\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Serves it to its end, whatever becomes of the client. */
  void serve() {
    try (InputStream in = input();
        RandomAccessFile out = new RandomAccessFile(folder.out(client).toFile(), "rw")) {
      out.write("taken\n".getBytes(StandardCharsets.US_ASCII));
      List<String> words;
      try {
        words = words(in);
      } catch (RefusedException e) {
        out.write(Reply.refusal(e).line());
        // It may still be telling what nobody wants to know.
        in.transferTo(OutputStream.nullOutputStream());
        return;
      }
      answer(words, in, out);
    } catch (IOException _) {
      // The client has gone, with its pipes.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      folder.forget(client);
    }
  }

  private void answer(List<String> words, InputStream in, RandomAccessFile out)
      throws IOException, InterruptedException {
    ClientSignals signals = new ClientSignals();
    Thread listening = listen(signals, in);
    Reply reply = reply(words, signals);
    try {
      out.write(reply.line());
    } finally {
      reply.ended().forEach(containers::end);
    }
    // It may still have to open its end of a pipe.
    listening.join();
  }

  private static Thread listen(ClientSignals signals, InputStream in) {
    return Thread.ofPlatform().daemon().name("check-signals").start(() -> signals.readAll(in));
  }

  /** Opened for both directions first, since the client, if it has gone, will not open it. */
  private InputStream input() throws IOException {
    try (RandomAccessFile _ = new RandomAccessFile(folder.in(client).toFile(), "rw")) {
      return new BufferedInputStream(new FileInputStream(folder.in(client).toFile()));
    }
  }

  private Reply reply(List<String> words, ClientSignals signals)
      throws IOException, InterruptedException {
    try {
      return switch (verb) {
        case RUN -> {
          signals.awaitReady();
          yield run(words, signals);
        }
        case START -> new Reply(0, containers.start(words));
        case STOP -> new Reply(0, String.join(" ", words), containers.stop(words));
        case LOGS -> {
          if (words.size() != 1) {
            throw new RefusedException("KOBAKO_LOGS takes one id, not " + words.size());
          }
          Files.write(folder.log(client), containers.logs(words.getFirst()));
          yield new Reply(0, "");
        }
      };
    } catch (RefusedException e) {
      return Reply.refusal(e);
    } catch (KobakoException e) {
      return new Reply(CallClient.CAN_NOT, e.diagnostic().place() + ": " + e.diagnostic().fact());
    }
  }

  private static List<String> words(InputStream in) throws IOException, RefusedException {
    int[] budget = {MOST_BYTES};
    int count;
    try {
      count = Integer.parseInt(word(in, budget));
    } catch (NumberFormatException _) {
      throw new RefusedException("what it said can't be understood");
    }
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(word(in, budget));
    }
    return words;
  }

  private static String word(InputStream in, int[] budget) throws IOException, RefusedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next != 0; next = in.read()) {
      if (next < 0) {
        throw new IOException("the client has gone");
      }
      if (--budget[0] < 0) {
        throw new RefusedException("more than " + MOST_BYTES + " bytes of words");
      }
      bytes.write(next);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException _) {
      throw new RefusedException("a word is not UTF-8, and what starts containers reads no other");
    }
  }

  private Reply run(List<String> words, ClientSignals signals) throws RefusedException {
    StartedContainer container = containers.run(words, new Streams.OfProcess(client));
    boolean done = false;
    try {
      signals.to(container);
      Optional<Ending> ending = container.await(LOOK);
      while (ending.isEmpty()) {
        ending = container.await(LOOK);
      }
      done = true;
      return new Reply(code(ending.get()), "", List.of(container));
    } finally {
      signals.over();
      if (!done) {
        containers.end(container);
      }
    }
  }

  private static int code(Ending ending) {
    return switch (ending) {
      case Ending.Exited(int code) -> code;
      case Ending.Signalled(int number) -> SIGNALLED + number;
      case Ending.TimedOut() -> SIGNALLED + LiveRun.SIGKILL;
    };
  }
}
