package dev.kobako.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The numbers that system calls have, for each way in which a processor makes them; a process of 32
 * bits has others than one of 64.
 */
final class CallNumbers {
  /** Bit that tells x32 from x86_64, which share an architecture. */
  private static final int X32_BIT = 0x4000_0000;

  /** A way to make system calls, in the order of the columns of {@code system-call-numbers.txt}. */
  enum Way {
    X86_64(0xC000_003E, 8),
    X32(0xC000_003E, 4),
    I386(0x4000_0003, 4),
    AARCH64(0xC000_00B7, 8),
    ARM(0x4000_0028, 4);

    private final int architecture;
    private final int pointer;

    /**
     * @param architecture AUDIT_ARCH_ of linux/audit.h, as seccomp reports it
     * @param pointer bytes of a pointer in memory
     */
    Way(int architecture, int pointer) {
      this.architecture = architecture;
      this.pointer = pointer;
    }

    /** How many bytes a pointer has that lies in memory. */
    int pointer() {
      return pointer;
    }

    /** The one that a JVM uses here. */
    static Way ofJava() {
      return System.getProperty("os.arch", "").equals("aarch64") ? AARCH64 : X86_64;
    }

    /** The way of a call that seccomp reports; empty for one that kobako doesn't know. */
    static Optional<Way> of(int architecture, int number) {
      if (architecture == X86_64.architecture) {
        return Optional.of((number & X32_BIT) == 0 ? X86_64 : X32);
      }
      for (Way way : List.of(I386, AARCH64, ARM)) {
        if (way.architecture == architecture) {
          return Optional.of(way);
        }
      }
      return Optional.empty();
    }
  }

  private static final CallNumbers ALL = read();

  private final Map<String, int[]> numbers;
  private final List<List<String>> names;

  private CallNumbers(Map<String, int[]> numbers, List<List<String>> names) {
    this.numbers = numbers;
    this.names = names;
  }

  /** The number of a call that this machine's JVM can make. */
  static int ofJava(String name) {
    int number = of(Way.ofJava(), name);
    if (number < 0) {
      throw new IllegalArgumentException("there is no " + name + " on " + Way.ofJava());
    }
    return number;
  }

  /** The number of a call, without the bit of x32; -1 where that way has none. */
  static int of(Way way, String name) {
    int[] each = ALL.numbers.get(name);
    return each == null ? -1 : each[way.ordinal()];
  }

  /** The name of a call that was made; empty for one that is newer than the table. */
  static Optional<String> name(Way way, int number) {
    List<String> all = ALL.names.get(way.ordinal());
    int place = plain(number);
    return place < all.size() && !all.get(place).isEmpty()
        ? Optional.of(all.get(place))
        : Optional.empty();
  }

  /** The number without the bit of x32: an index of tables. */
  static int plain(int number) {
    return number & ~X32_BIT & Integer.MAX_VALUE;
  }

  /** More than the number of any call. */
  static int end(Way way) {
    return ALL.names.get(way.ordinal()).size();
  }

  private static CallNumbers read() {
    Map<String, int[]> numbers = new HashMap<>();
    List<List<String>> names = new ArrayList<>();
    for (Way _ : Way.values()) {
      names.add(new ArrayList<>());
    }
    for (String line : lines("system-call-numbers.txt")) {
      String[] words = line.split(" ");
      int[] each = new int[Way.values().length];
      for (int i = 0; i < each.length; i++) {
        each[i] = words[i + 1].equals("-") ? -1 : Integer.parseInt(words[i + 1]);
        if (each[i] >= 0) {
          put(names.get(i), each[i], words[0]);
        }
      }
      numbers.put(words[0], each);
    }
    return new CallNumbers(numbers, names);
  }

  private static void put(List<String> names, int number, String name) {
    while (names.size() <= number) {
      names.add("");
    }
    names.set(number, name);
  }

  /** The lines of a table beside this class, without comments. */
  static List<String> lines(String resource) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(CallNumbers.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
      List<String> all = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          all.add(line);
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
