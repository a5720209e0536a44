package dev.kobako.sandbox;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A line with a number by which a script tells something before it goes on. */
final class NumberLine {
  private NumberLine() {}

  /** Reads byte by byte: what follows the line is for another reader. Empty at an early end. */
  static OptionalInt read(InputStream in) throws IOException {
    int number = 0;
    int digit = in.read();
    if (digit == '\n') {
      return OptionalInt.empty();
    }
    while (digit >= '0' && digit <= '9') {
      number = number * 10 + (digit - '0');
      digit = in.read();
    }
    return digit == '\n' ? OptionalInt.of(number) : OptionalInt.empty();
  }

  /** The number of a process, which is above 0. */
  static int process(InputStream in) throws IOException {
    int number = read(in).orElse(0);
    if (number <= 0) {
      throw new IOException("the first step told no process number");
    }
    return number;
  }

  /** The same for a line that can take its time; a thread that waits for it can be interrupted. */
  static OptionalInt await(InputStream in) throws IOException {
    FutureTask<OptionalInt> reading = new FutureTask<>(() -> read(in));
    Thread.ofPlatform().daemon().name("sandbox-line").start(reading);
    try {
      return reading.get();
    } catch (InterruptedException e) {
      throw KobakoException.interrupted("sandbox", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
