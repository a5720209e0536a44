package dev.kobako.build;

import dev.kobako.image.Platform;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether programs of another CPU run here: the kernel hands them to what binfmt_misc names
 * (Documentation/admin-guide/binfmt-misc.rst), which for containers must be opened beforehand, flag
 * F, since they have it not.
 */
final class Emulation {
  private static final Path KERNEL = Path.of("/proc/sys/fs/binfmt_misc");

  private Emulation() {}

  /** Fails where programs of a platform can't run. */
  static void require(Session session, Platform platform, Step step) {
    if (Platform.host().runs(platform) || isRegistered(KERNEL, platform)) {
      return;
    }
    throw session.error(
        step,
        "programs for " + platform + " don't run on this machine, which is " + Platform.host(),
        "install qemu-user-static and binfmt-support, so that "
            + KERNEL
            + " has an enabled entry with flag F for it; steps other than RUN work without");
  }

  /** QEMU's name of a CPU. */
  private static String qemu(Platform platform) {
    return switch (platform.architecture()) {
      case "amd64" -> "x86_64";
      case "386" -> "i386";
      case "arm64" -> "aarch64";
      case "loong64" -> "loongarch64";
      case "mips64le" -> "mips64el";
      default -> platform.architecture();
    };
  }

  static boolean isRegistered(Path folder, Platform platform) {
    String suffix = "qemu-" + qemu(platform);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (fits(entry, suffix)) {
          return true;
        }
      }
      return false;
    } catch (IOException | java.nio.file.DirectoryIteratorException _) {
      return false;
    }
  }

  private static boolean fits(Path entry, String emulator) throws IOException {
    String name = String.valueOf(entry.getFileName());
    if (name.equals("register") || name.equals("status")) {
      return false;
    }
    boolean enabled = false;
    boolean opened = false;
    boolean ours = name.equals(emulator);
    for (String line : Files.readAllLines(entry)) {
      enabled |= line.equals("enabled");
      opened |= line.startsWith("flags:") && line.contains("F");
      ours |=
          line.startsWith("interpreter ")
              && (line.endsWith("/" + emulator) || line.endsWith("/" + emulator + "-static"));
    }
    return enabled && opened && ours;
  }
}
