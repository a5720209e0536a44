package dev.kobako.slim;

import dev.kobako.elf.CpuSelection;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the user says about how far a closure goes.
 *
 * @param refused guesses that are not made
 * @param cpu the processors that the result must run on
 * @param gconv which charset converters are taken
 * @param data whether the data paths found in programs are taken
 * @param timeZone the zone that {@code /etc/localtime} becomes
 * @param locales locales that are taken, as in LANG
 * @param caCertificates whether CA certificates are taken even if nothing seems to use them
 * @param pythonCode which form of Python modules is taken
 */
public record ClosureOptions(
    Set<Guess> refused,
    CpuSelection cpu,
    Gconv gconv,
    Data data,
    Optional<String> timeZone,
    List<String> locales,
    boolean caCertificates,
    PythonCode pythonCode) {
  /** Of a Python module, its source and its byte code say the same; one of them is taken. */
  public enum PythonCode {
    /** The source, which is compiled anew at each start unless the program can store the result. */
    SOURCE,
    /**
     * The byte code in place of its source, where it is there and fits. Starts several times
     * faster; stack traces have no lines of source.
     */
    COMPILED
  }

  /** Which converters of {@code iconv_open} are taken. */
  public sealed interface Gconv {
    /** Those that constants of the callers name. */
    record Named() implements Gconv {}

    /** All that are there. */
    record All() implements Gconv {}

    /** Those for these charsets, beside the named ones. */
    record Chosen(List<String> charsets) implements Gconv {
      public Chosen {
        charsets = List.copyOf(charsets);
      }
    }
  }

  /** What is done with data paths that are found in programs. */
  public sealed interface Data {
    /** They are not looked for. */
    record Ignore() implements Data {
      @Override
      public boolean takes(String program) {
        return false;
      }
    }

    /** They are listed as hints. */
    record Hint() implements Data {
      @Override
      public boolean takes(String program) {
        return false;
      }
    }

    /** They are taken. */
    record Take() implements Data {
      @Override
      public boolean takes(String program) {
        return true;
      }
    }

    /** Those of some programs are taken, by the programs' file names; the others are hints. */
    record TakeOf(List<String> programs) implements Data {
      public TakeOf {
        programs = List.copyOf(programs);
      }

      @Override
      public boolean takes(String program) {
        return programs.contains(program);
      }
    }

    /** Whether the data of the program with this file name is taken. */
    boolean takes(String program);
  }

  /** Options with the source of Python modules. */
  public ClosureOptions(
      Set<Guess> refused,
      CpuSelection cpu,
      Gconv gconv,
      Data data,
      Optional<String> timeZone,
      List<String> locales,
      boolean caCertificates) {
    this(refused, cpu, gconv, data, timeZone, locales, caCertificates, PythonCode.SOURCE);
  }

  public ClosureOptions {
    refused = refused.isEmpty() ? EnumSet.noneOf(Guess.class) : EnumSet.copyOf(refused);
    locales = List.copyOf(locales);
  }

  /** Everything guessed, for every CPU, hints only. */
  public static ClosureOptions defaults() {
    return new ClosureOptions(
        Set.of(),
        new CpuSelection.Portable(),
        new Gconv.Named(),
        new Data.Hint(),
        Optional.empty(),
        List.of(),
        false);
  }

  /** For programs whose runs were seen: no data paths, and without these guesses. */
  public static ClosureOptions ofTraced(Set<Guess> refused) {
    ClosureOptions defaults = defaults();
    return new ClosureOptions(
        refused,
        defaults.cpu,
        defaults.gconv,
        new Data.Ignore(),
        defaults.timeZone,
        defaults.locales,
        defaults.caCertificates);
  }

  /** Whether this kind of knowledge may be used. */
  public boolean allows(Guess guess) {
    return !refused.contains(guess);
  }

  /** The same with this form of Python modules. */
  public ClosureOptions withPythonCode(PythonCode form) {
    return new ClosureOptions(refused, cpu, gconv, data, timeZone, locales, caCertificates, form);
  }

  /** The same without guesses of these names; names of other things are passed over. */
  public ClosureOptions without(Collection<String> names) {
    Set<Guess> all = EnumSet.noneOf(Guess.class);
    all.addAll(refused);
    names.forEach(name -> Guess.of(name).ifPresent(all::add));
    return new ClosureOptions(all, cpu, gconv, data, timeZone, locales, caCertificates, pythonCode);
  }
}
