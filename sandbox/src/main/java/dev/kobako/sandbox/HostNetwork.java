package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of the host that a program needs to use its {@linkplain Network#HOST network}: names of
 * hosts, and certificates that are trusted.
 */
public final class HostNetwork {
  private static final Path HOSTS = Path.of("/etc/hosts");
  private static final List<Path> NAMES =
      List.of(Path.of("/etc/resolv.conf"), Path.of("/etc/hosts"));

  /**
   * Where distributions have the bundle; a program in the root looks at Debian's place, the first.
   */
  private static final List<Path> BUNDLES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  private static final long MAX_BYTES = 16 << 20;

  private HostNetwork() {}

  /**
   * Read-only mounts of copies, since the files themselves are often links or mounts.
   *
   * @param folder where the copies are made; they must stay as long as the run lasts
   * @throws KobakoException if they can't be made
   */
  public static List<Mount> mounts(Path folder) {
    List<Mount> mounts = new ArrayList<>();
    try {
      for (Path each : NAMES) {
        if (isUsable(each)) {
          mounts.add(copied(each, each.toString(), folder));
        }
      }
      Optional<Path> bundle = certificates();
      if (bundle.isPresent()) {
        mounts.add(copied(bundle.get(), BUNDLES.getFirst().toString(), folder));
      }
      return mounts;
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              folder.toString(),
              "the host's names and certificates can't be copied here: " + e.getMessage(),
              "see that the folder can be written to"),
          e);
    }
  }

  /** The host's name servers, as resolv.conf(5) has them; nothing where the host has none. */
  static byte[] resolvers() {
    try {
      return isUsable(NAMES.getFirst()) ? Files.readAllBytes(NAMES.getFirst()) : new byte[0];
    } catch (IOException _) {
      return new byte[0];
    }
  }

  /** hosts(5) of this machine; empty where there is none of use. */
  static byte[] hosts() {
    try {
      return isUsable(HOSTS) ? Files.readAllBytes(HOSTS) : new byte[0];
    } catch (IOException _) {
      return new byte[0];
    }
  }

  /** The bundle of certificates that this machine trusts, where its distribution has it. */
  public static Optional<Path> certificates() {
    return BUNDLES.stream().filter(HostNetwork::isUsable).findFirst();
  }

  private static boolean isUsable(Path file) {
    try {
      return Files.isReadable(file) && Files.size(file) <= MAX_BYTES;
    } catch (IOException _) {
      return false; // it went away meanwhile
    }
  }

  private static Mount copied(Path file, String target, Path folder) throws IOException {
    Path copy = Files.createTempFile(folder.toAbsolutePath(), "host-", ".txt");
    Files.write(copy, Files.readAllBytes(file));
    // as every user of the run may read the host's
    Files.setAttribute(copy, "unix:mode", 0644);
    return new Mount(copy, target, true);
  }
}
