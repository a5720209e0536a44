package dev.kobako.apt;

import dev.kobako.debian.Distribution;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keyrings of a host and those that come with kobako, each read at most once. Safe for use by
 * several threads.
 */
final class Keyrings {
  private static final int MOST_BYTES = 8 << 20;
  private static final int MOST_FILES = 1000;
  private static final List<String> DISTRIBUTIONS = Distribution.ids();

  private final Path hostRoot;
  private final Map<String, Keyring> read = new HashMap<>();

  Keyrings(Path hostRoot) {
    this.hostRoot = hostRoot;
  }

  /** Where keys may be, before anything is read. */
  sealed interface Place {
    /** For messages. */
    String name();

    /** For messages about many places: the folder that a file is one of many in. */
    default String group() {
      return name();
    }

    record File(Path path) implements Place {
      @Override
      public String name() {
        return path.toString();
      }

      @Override
      public String group() {
        Path folder = path.getParent();
        return folder != null && folder.endsWith("trusted.gpg.d") ? folder.toString() : name();
      }
    }

    record Text(String armored, String name) implements Place {}

    /**
     * Keys of a distribution that kobako has itself.
     *
     * @param distribution {@code debian}
     */
    record Shipped(String distribution) implements Place {
      @Override
      public String name() {
        return "the keys of " + distribution + " that come with kobako";
      }
    }
  }

  /** What apt on the host trusts, and then what comes with kobako. */
  List<Place> trustedByHost() {
    List<Place> places = new ArrayList<>();
    addIfThere(places, hostRoot.resolve("etc/apt/trusted.gpg"));
    trustedFolder().forEach(file -> places.add(new Place.File(file)));
    for (String distribution : DISTRIBUTIONS) {
      String name = distribution + "-archive-keyring.gpg";
      addIfThere(places, hostRoot.resolve("usr/share/keyrings").resolve(name));
    }
    DISTRIBUTIONS.forEach(distribution -> places.add(new Place.Shipped(distribution)));
    return places;
  }

  private static void addIfThere(List<Place> places, Path file) {
    if (hasBytes(file)) {
      places.add(new Place.File(file));
    }
  }

  private static boolean hasBytes(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private List<Path> trustedFolder() {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> folder =
        Files.newDirectoryStream(hostRoot.resolve("etc/apt/trusted.gpg.d"), "*.{gpg,asc}")) {
      for (Path file : folder) {
        if (hasBytes(file) && files.size() < MOST_FILES) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      return List.of(); // Not there, or not for us: apt goes on without it as well.
    }
    files.sort(Comparator.naturalOrder());
    return files;
  }

  /**
   * A file that somebody named; where it is missing and is a distribution's own, the one that comes
   * with kobako takes its place, so that the usual lines work on hosts that aren't Debian.
   */
  static Place named(Path file) {
    String name = String.valueOf(file.getFileName());
    for (String distribution : DISTRIBUTIONS) {
      String keyring = distribution + "-archive-keyring.";
      boolean isOurs = name.equals(keyring + "gpg") || name.equals(keyring + "pgp");
      if (isOurs && !Files.exists(file)) {
        return new Place.Shipped(distribution);
      }
    }
    return new Place.File(file);
  }

  /**
   * The certificate that has a key, if this place has it.
   *
   * @throws KobakoException a finding, where the place can't be read
   */
  synchronized Optional<Certificate> certificate(Place place, Issuer issuer) {
    try {
      Keyring keyring = read.get(place.name());
      if (keyring == null) {
        keyring = Keyring.read(bytes(place));
        read.put(place.name(), keyring);
      }
      return keyring.certificate(issuer);
    } catch (IOException e) {
      throw KobakoException.finding(
          Diagnostic.of(
              place.name(),
              "keys that can't be read: " + fact(e),
              "give keys as an OpenPGP file, binary or armored (gpg --export writes one)"));
    }
  }

  /** A digest of a place's bytes; of nothing, where they can't be read. */
  String digest(Place place) {
    try {
      return Digest.sha256(bytes(place)).toString();
    } catch (IOException _) {
      return Digest.sha256(new byte[0]).toString();
    }
  }

  private static String fact(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "the file is missing";
      case AccessDeniedException _ -> "no permission";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static byte[] bytes(Place place) throws IOException {
    return switch (place) {
      case Place.File file -> limited(Files.newInputStream(file.path()));
      case Place.Text text -> text.armored().getBytes(StandardCharsets.UTF_8);
      case Place.Shipped shipped -> {
        String name = shipped.distribution() + "-archive-keyring.pgp";
        InputStream resource = Keyrings.class.getResourceAsStream(name);
        if (resource == null) {
          throw new IllegalStateException("kobako was built without " + name);
        }
        yield limited(resource);
      }
    };
  }

  private static byte[] limited(InputStream opened) throws IOException {
    try (InputStream in = opened) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("more than " + MOST_BYTES + " bytes");
      }
      return bytes;
    }
  }
}
