package dev.kobako.debian;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Platform;

/** What Debian calls a platform's architecture; GNU's triplet is left to who needs it. */
public final class DebianArchitecture {
  private DebianArchitecture() {}

  /**
   * Debian's name: {@code arm64}, {@code armhf}, {@code i386}.
   *
   * @throws KobakoException usage, for what Debian has no port for
   */
  public static String of(Platform platform) {
    if (platform.os().equals("linux")) {
      switch (platform.architecture()) {
        case "amd64", "arm64", "riscv64", "s390x", "loong64" -> {
          return platform.architecture();
        }
        case "386" -> {
          return "i386";
        }
        case "ppc64le" -> {
          return "ppc64el";
        }
        case "mips64le" -> {
          return "mips64el";
        }
        case "arm" -> {
          return platform.variant().filter(each -> !each.equals("v7")).isPresent()
              ? "armel"
              : "armhf";
        }
        default -> {}
      }
    }
    throw KobakoException.usage(
        Diagnostic.of(
            "platform " + platform,
            "has no port of Debian",
            "name one of linux/amd64, linux/arm64, linux/arm/v7, linux/386, linux/ppc64le,"
                + " linux/riscv64 and linux/s390x"));
  }

  /** The platform that Debian calls so; the opposite of {@link #of}. */
  public static Platform platform(String architecture) {
    return switch (architecture) {
      case "armhf" -> Platform.parse("linux/arm/v7");
      case "armel" -> Platform.parse("linux/arm/v5");
      case "ppc64el" -> Platform.parse("linux/ppc64le");
      case "mips64el" -> Platform.parse("linux/mips64le");
      case "i386" -> Platform.parse("linux/386");
      default -> Platform.parse("linux/" + architecture);
    };
  }
}
