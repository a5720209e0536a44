package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an image runs on, by the names of Go's GOOS and GOARCH. Always normalized: {@code x86_64} is
 * {@code amd64}, {@code arm64/v8} is {@code arm64}, {@code arm} is {@code arm/v7}.
 *
 * @param os operating system, {@code linux}
 * @param architecture CPU, {@code amd64}
 * @param variant of the CPU where it isn't the usual one, {@code v6}
 * @param osVersion only of Windows images
 */
public record Platform(
    String os, String architecture, Optional<String> variant, Optional<String> osVersion) {
  /** What containerd knows, of what there is for Linux. */
  private static final List<String> ARCHITECTURES =
      List.of(
          "386",
          "amd64",
          "arm",
          "armbe",
          "arm64",
          "arm64be",
          "loong64",
          "mips",
          "mipsle",
          "mips64",
          "mips64le",
          "ppc",
          "ppc64",
          "ppc64le",
          "riscv",
          "riscv64",
          "s390",
          "s390x",
          "sparc",
          "sparc64",
          "wasm");

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  public Platform {
    os = normalOs(os);
    String cpu = architecture.toLowerCase(Locale.ROOT);
    variant = normalVariant(cpu, variant.filter(text -> !text.isEmpty()));
    architecture = normalArchitecture(cpu);
  }

  /** A platform without a version. */
  public static Platform of(String os, String architecture, Optional<String> variant) {
    return new Platform(os, architecture, variant, Optional.empty());
  }

  /**
   * Reads {@code os/architecture[/variant]}, or one of the two, the host's completing it.
   *
   * @throws KobakoException usage, for anything else
   */
  public static Platform parse(String text) {
    String[] words = text.split("/", -1);
    for (String word : words) {
      if (words.length > 3 || !WORD.matcher(word).matches()) {
        throw KobakoException.usage(
            Diagnostic.of(
                "platform '" + text + "'",
                "not a platform",
                "write os/architecture or os/architecture/variant, as in linux/arm64"));
      }
    }
    return switch (words.length) {
      case 1 -> ofOneWord(words[0]);
      case 2 -> Platform.of(words[0], words[1], Optional.empty());
      default -> Platform.of(words[0], words[1], Optional.of(words[2]));
    };
  }

  private static Platform ofOneWord(String word) {
    if (isOs(word)) {
      return Platform.of(word, host().architecture, host().variant);
    }
    Platform platform = Platform.of("linux", word, Optional.empty());
    if (!ARCHITECTURES.contains(platform.architecture)) {
      throw KobakoException.usage(
          Diagnostic.of(
              "platform '" + word + "'",
              "neither an operating system nor an architecture that is known",
              "write os/architecture, as in linux/arm64"));
    }
    return platform;
  }

  /** What Linux images run on at this machine: its CPU, and Linux whatever the host's system is. */
  public static Platform host() {
    return Platform.of("linux", System.getProperty("os.arch", "amd64"), Optional.empty());
  }

  /**
   * The platforms whose images run here, the best first: an {@code arm/v7} runs v7, v6 and v5, an
   * {@code amd64} also {@code 386}. The same order as containerd's {@code platforms.Only}.
   */
  public List<Platform> runnable() {
    List<Platform> all = new ArrayList<>();
    switch (architecture) {
      case "amd64" -> {
        for (int level = variant.map(text -> level(text, 1)).orElse(1); level > 1; level--) {
          all.add(Platform.of(os, "amd64", Optional.of("v" + level)));
        }
        all.add(Platform.of(os, "amd64", Optional.empty()));
        all.add(Platform.of(os, "386", Optional.empty()));
      }
      case "arm" -> addArm(all, variant.map(text -> level(text, 7)).orElse(7));
      case "arm64" -> {
        all.add(this);
        if (variant.isPresent()) {
          all.add(Platform.of(os, "arm64", Optional.empty()));
        }
        addArm(all, 8);
      }
      default -> all.add(this);
    }
    return List.copyOf(all);
  }

  /** Whether an image for {@code offered} runs here. */
  public boolean runs(Platform offered) {
    return runnable().stream().anyMatch(offered::sameCpu);
  }

  boolean sameCpu(Platform other) {
    return os.equals(other.os)
        && architecture.equals(other.architecture)
        && variant.equals(other.variant);
  }

  private void addArm(List<Platform> all, int highest) {
    for (int level = highest; level >= 5; level--) {
      all.add(Platform.of(os, "arm", Optional.of("v" + level)));
    }
  }

  private static int level(String variant, int fallback) {
    return variant.matches("v[1-9]") ? variant.charAt(1) - '0' : fallback;
  }

  private static boolean isOs(String word) {
    return List.of("linux", "windows", "darwin", "macos", "freebsd").contains(normalOs(word));
  }

  private static String normalOs(String os) {
    String lower = os.toLowerCase(Locale.ROOT);
    return lower.equals("macos") ? "darwin" : lower;
  }

  private static String normalArchitecture(String cpu) {
    return switch (cpu) {
      case "x86_64", "x86-64" -> "amd64";
      case "i386", "i486", "i586", "i686", "x86" -> "386";
      case "aarch64" -> "arm64";
      case "armhf", "armel" -> "arm";
      default -> cpu;
    };
  }

  private static Optional<String> normalVariant(String cpu, Optional<String> variant) {
    Optional<String> lower =
        variant
            .map(text -> text.toLowerCase(Locale.ROOT))
            .map(text -> text.matches("[0-9].*") ? "v" + text : text);
    return switch (cpu) {
      case "armhf" -> Optional.of("v7");
      case "armel" -> Optional.of("v6");
      case "arm" -> Optional.of(lower.orElse("v7"));
      case "arm64", "aarch64" -> lower.filter(text -> !text.equals("v8"));
      case "amd64", "x86_64", "x86-64" -> lower.filter(text -> !text.equals("v1"));
      default -> lower;
    };
  }

  /** {@code os/architecture[/variant]}. */
  @Override
  public String toString() {
    return os + "/" + architecture + variant.map(text -> "/" + text).orElse("");
  }
}
