package dev.kobako.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
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

  private final Map<Way, Map<String, Integer>> numbers;
  private final Map<Way, List<String>> names;

  private CallNumbers(Map<Way, Map<String, Integer>> numbers, Map<Way, List<String>> names) {
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
    return numbers(ALL.numbers, way).getOrDefault(name, -1);
  }

  /** The name of a call that was made; empty for one that is newer than the table. */
  static Optional<String> name(Way way, int number) {
    List<String> all = names(ALL.names, way);
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
    return names(ALL.names, way).size();
  }

  private static CallNumbers read() {
    Map<Way, Map<String, Integer>> numbers = new EnumMap<>(Way.class);
    Map<Way, List<String>> names = new EnumMap<>(Way.class);
    for (String line : lines("system-call-numbers.txt")) {
      String[] words = line.split(" ");
      int column = 1;
      for (Way way : Way.values()) {
        String number = words[column++];
        if (!number.equals("-")) {
          numbers(numbers, way).put(words[0], Integer.valueOf(number));
          put(names(names, way), Integer.parseInt(number), words[0]);
        }
      }
    }
    return new CallNumbers(numbers, names);
  }

  private static Map<String, Integer> numbers(Map<Way, Map<String, Integer>> all, Way way) {
    return all.computeIfAbsent(way, _ -> new HashMap<>());
  }

  private static List<String> names(Map<Way, List<String>> all, Way way) {
    return all.computeIfAbsent(way, _ -> new ArrayList<>());
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
