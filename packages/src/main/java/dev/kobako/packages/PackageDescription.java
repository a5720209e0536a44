package dev.kobako.packages;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files in which packages of languages tell their names and versions. Which they are goes by the
 * path, as it does for the package managers that read them.
 */
public enum PackageDescription {
  /** Of Python's; the head of an e-mail, as its core metadata specifications have it. */
  PYTHON {
    @Override
    List<NamedPackage> in(String path, Content content) throws IOException {
      Map<String, String> fields = new TreeMap<>();
      for (String line : text(content).split("\n", -1)) {
        if (line.isBlank()) {
          break;
        }
        int colon = line.indexOf(':');
        if (colon > 0) {
          fields.putIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
      }
      return named(
          Ecosystem.PYTHON, fields.getOrDefault("name", ""), fields.getOrDefault("version", ""));
    }
  },
  /** {@code package.json} of what is installed in {@code node_modules}. */
  NODE {
    @Override
    List<NamedPackage> in(String path, Content content) throws IOException {
      return json(path, content).stream()
          .flatMap(json ->
              named(Ecosystem.NODE, json.text("name").orElse(""), json.text("version").orElse(""))
                  .stream())
          .toList();
    }
  },
  /** {@code installed.json} of composer, which has all packages beside it. */
  PHP {
    @Override
    List<NamedPackage> in(String path, Content content) throws IOException {
      List<NamedPackage> all = new ArrayList<>();
      Optional<JsonObject> json = json(path, content);
      for (JsonObject each : json.map(one -> one.objects("packages")).orElse(List.of())) {
        if (each.text("name").orElse("").indexOf('/') > 0) {
          all.addAll(
              named(Ecosystem.PHP, each.requiredText("name"), each.text("version").orElse("")));
        }
      }
      return all;
    }
  },
  /** A gem's specification, whose name says it. */
  RUBY {
    @Override
    List<NamedPackage> in(String path, Content content) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      return GemName.of(name.substring(0, name.length() - ".gemspec".length())).stream()
          .flatMap(gem -> named(Ecosystem.RUBY, gem.name(), gem.version()).stream())
          .toList();
    }
  },
  /** An archive of Java's: what it is itself. */
  JAVA {
    @Override
    List<NamedPackage> in(String path, Content content) throws IOException {
      return JarPackages.itself(path, content).stream().toList();
    }
  };

  /** No registry takes longer names and versions. */
  private static final int LONGEST_WORD = 256;

  /** Descriptions are short; of a longer file nothing is read. */
  private static final int MOST_BYTES = 16 << 20;

  private static final List<String> ARCHIVES = List.of(".jar", ".war", ".ear");

  /** The last characters of all names that {@link #at} knows. */
  private static final BitSet ENDS = new BitSet();

  static {
    for (char end : "AOncor".toCharArray()) {
      ENDS.set(end);
    }
  }

  abstract List<NamedPackage> in(String path, Content content) throws IOException;

  /**
   * What a file is by its path.
   *
   * @param path of a tree, or of a layer without a slash before it
   */
  public static Optional<PackageDescription> at(String path) {
    // Asked of every file of an image, and it is none nearly always.
    if (!ENDS.get(path.isEmpty() ? 0 : path.charAt(path.length() - 1) & 0x7F)) {
      return Optional.empty();
    }
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    String folder = slash < 0 ? "" : path.substring(0, slash);
    return switch (name) {
      case "METADATA" -> when(folder.endsWith(".dist-info"), PYTHON);
      case "PKG-INFO" -> when(folder.endsWith(".egg-info"), PYTHON);
      case "package.json" -> when(NodeFolder.is(folder), NODE);
      case "installed.json" -> when(folder.endsWith("vendor/composer"), PHP);
      default ->
          name.endsWith(".egg-info")
              ? Optional.of(PYTHON)
              : name.endsWith(".gemspec")
                  ? when(
                      folder.endsWith("/specifications")
                          || folder.endsWith("/specifications/default"),
                      RUBY)
                  : when(isArchive(name), JAVA);
    };
  }

  private static boolean isArchive(String name) {
    for (String end : ARCHIVES) {
      if (name.endsWith(end)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<PackageDescription> when(boolean fits, PackageDescription description) {
    return fits ? Optional.of(description) : Optional.empty();
  }

  /** What a file of a tree says; nothing where it is of no such kind. */
  static List<NamedPackage> read(String path, Content content) throws IOException {
    Optional<PackageDescription> kind = at(path);
    return kind.isPresent() ? kind.get().packages(path, content) : ProgramPackage.of(path, content);
  }

  /** What such a file says; nothing where no package manager has written it. */
  public List<NamedPackage> packages(String path, Content content) throws IOException {
    try {
      return in(path, content);
    } catch (KobakoException _) {
      return List.of();
    }
  }

  private static List<NamedPackage> named(Ecosystem ecosystem, String name, String version) {
    return name.isEmpty()
            || version.isEmpty()
            || name.length() > LONGEST_WORD
            || version.length() > LONGEST_WORD
        ? List.of()
        : List.of(new NamedPackage(ecosystem, name, version));
  }

  private static Optional<JsonObject> json(String path, Content content) throws IOException {
    String text = text(content);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(Json.object(path, text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Content content) throws IOException {
    if (content.size() > MOST_BYTES) {
      return "";
    }
    try (InputStream in = content.open()) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
  }
}
