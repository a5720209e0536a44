package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where an image is, as people write it. The transports are those of skopeo and podman. */
public sealed interface ImageLocation {
  /** {@code docker://name}: in a registry. */
  record Registry(ImageReference reference) implements ImageLocation {
    @Override
    public String toString() {
      return "docker://" + reference.familiar();
    }
  }

  /** {@code oci:folder[:name]}: in a folder with an OCI image layout. */
  record Layout(Path folder, Optional<String> name) implements ImageLocation {
    @Override
    public String toString() {
      return "oci:" + folder + suffix(name);
    }
  }

  /** {@code oci-archive:file[:name]}: in a tar of an OCI image layout. */
  record LayoutArchive(Path file, Optional<String> name) implements ImageLocation {
    @Override
    public String toString() {
      return "oci-archive:" + file + suffix(name);
    }
  }

  /** {@code docker-archive:file[:name]}: in what {@code docker save} writes. */
  record SavedArchive(Path file, Optional<ImageReference> reference) implements ImageLocation {
    @Override
    public String toString() {
      return "docker-archive:" + file + suffix(reference.map(ImageReference::familiar));
    }
  }

  /** {@code docker-daemon:name} and {@code podman:name}: with an engine of this machine. */
  record Daemon(Engine engine, ImageReference reference) implements ImageLocation {
    @Override
    public String toString() {
      return engine.transport() + reference.familiar();
    }
  }

  /** What runs containers on this machine and keeps images of its own. */
  enum Engine {
    DOCKER("docker-daemon:"),
    PODMAN("podman:");

    private final String transport;

    Engine(String transport) {
      this.transport = transport;
    }

    /** How its images are named. */
    public String transport() {
      return transport;
    }
  }

  /** {@code rootfs:folder}: an unpacked root file system. */
  record RootFileSystem(Path folder) implements ImageLocation {
    @Override
    public String toString() {
      return "rootfs:" + folder;
    }
  }

  /** A bare name: in kobako's own store. */
  record Store(ImageReference reference) implements ImageLocation {
    @Override
    public String toString() {
      return reference.familiar();
    }
  }

  /** All transports, as they are written. */
  List<String> TRANSPORTS =
      List.of(
          "docker://",
          "docker-archive:",
          "docker-daemon:",
          "podman:",
          "oci:",
          "oci-archive:",
          "rootfs:");

  /**
   * Reads a location.
   *
   * @throws KobakoException usage, naming the transport that was probably meant
   */
  static ImageLocation parse(String text) {
    for (String transport : TRANSPORTS) {
      if (text.startsWith(transport)) {
        return of(transport, text, text.substring(transport.length()));
      }
    }
    rejectUnknownTransport(text);
    return new Store(ImageReference.parse(text));
  }

  private static ImageLocation of(String transport, String text, String rest) {
    if (rest.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "'" + text + "'", "nothing after " + transport, "write " + example(transport)));
    }
    int colon = rest.indexOf(':');
    String before = colon < 0 ? rest : rest.substring(0, colon);
    Optional<String> after =
        colon < 0 || colon == rest.length() - 1
            ? Optional.empty()
            : Optional.of(rest.substring(colon + 1));
    return switch (transport) {
      case "docker://" -> new Registry(ImageReference.parse(rest));
      case "docker-daemon:" -> new Daemon(Engine.DOCKER, ImageReference.parse(rest));
      case "podman:" -> new Daemon(Engine.PODMAN, ImageReference.parse(rest));
      case "oci:" -> new Layout(path(text, before), after);
      case "oci-archive:" -> new LayoutArchive(path(text, before), after);
      case "docker-archive:" ->
          new SavedArchive(path(text, before), after.map(ImageReference::parse));
      default -> new RootFileSystem(path(text, rest));
    };
  }

  private static Path path(String text, String path) {
    try {
      if (!path.isEmpty()) {
        return Path.of(path);
      }
    } catch (InvalidPathException _) {
      // told below, as an empty path is
    }
    throw KobakoException.usage(Diagnostic.of("'" + text + "'", "'" + path + "' is not a path"));
  }

  private static String example(String transport) {
    return switch (transport) {
      case "docker://", "docker-daemon:", "podman:" -> transport + "NAME";
      case "docker-archive:" -> "docker-archive:FILE or docker-archive:FILE:NAME";
      case "oci:" -> "oci:FOLDER or oci:FOLDER:TAG";
      case "oci-archive:" -> "oci-archive:FILE or oci-archive:FILE:TAG";
      default -> transport + "FOLDER";
    };
  }

  /**
   * A mistyped transport would else be taken as the name of an image ({@code oci-archve} with tag
   * {@code x.tar}). Short names such as {@code oci} are not guessed at: too many images are called
   * alike.
   */
  private static void rejectUnknownTransport(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || colon > 40) {
      return;
    }
    String written = text.substring(0, colon).toLowerCase(Locale.ROOT);
    boolean url = text.startsWith("://", colon);
    boolean path = text.startsWith("/", colon + 1) || text.startsWith(".", colon + 1);
    Optional<String> meant =
        TRANSPORTS.stream()
            .map(known -> known.substring(0, known.indexOf(':')))
            .filter(known -> !known.equals(written) || url || path)
            .filter(known -> known.length() >= 6 || url || path)
            .filter(known -> Spelling.distance(known, written) <= 2)
            .findFirst();
    boolean foreign = List.of("dir", "containers-storage", "ostree", "tarball").contains(written);
    if (meant.isEmpty() && !url && !path && !foreign) {
      return;
    }
    String all = "the transports are " + String.join(", ", TRANSPORTS);
    throw KobakoException.usage(
        Diagnostic.of(
            "'" + text + "'",
            "'" + written + "' is no transport that kobako knows",
            meant
                .map(
                    known -> "did you mean " + (known.equals("docker") ? "docker://" : known + ":"))
                .map(question -> question + "? " + all)
                .orElse(all)));
  }

  private static String suffix(Optional<String> name) {
    return name.map(text -> ":" + text).orElse("");
  }
}
