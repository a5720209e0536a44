package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import dev.kobako.image.ImageLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An {@code --output} of a build: what form the result takes and where it goes.
 *
 * @param type the exporter, by Docker's names
 * @param attributes all other {@code key=value} parts, keys in lower case
 */
record BuildOutput(Type type, SortedMap<String, String> attributes) {
  /** What is written. */
  enum Type {
    /** An archive of an OCI layout, or a folder with {@code tar=false}. */
    OCI,
    /** An archive as {@code docker save} writes it; to the engine where no file is named. */
    DOCKER,
    /** The files of the tree in a folder. */
    LOCAL,
    /** The files of the tree in a tar. */
    TAR,
    /** An image in a registry. */
    REGISTRY,
    /** An image in the store; with {@code push=true} in a registry as well. */
    IMAGE,
    /** An image in the store. */
    STORE,
    /** Any other of kobako's locations. */
    LOCATION;

    /** How it is written. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The words that {@code type=} takes. */
  private static final List<String> WORDS =
      List.of("oci", "docker", "local", "tar", "registry", "image", "store");

  /** Reads {@code type=oci,dest=FILE}, a location of kobako's own, or the name of a folder. */
  static BuildOutput parse(String text) {
    SortedMap<String, String> attributes = new TreeMap<>();
    if (text.equals("-")) {
      attributes.put("dest", "-");
      return new BuildOutput(Type.TAR, attributes);
    }
    if (ImageLocation.TRANSPORTS.stream().anyMatch(text::startsWith)) {
      attributes.put("dest", text);
      return new BuildOutput(Type.LOCATION, attributes);
    }
    if (!text.contains("=")) {
      attributes.put("dest", text);
      return new BuildOutput(Type.LOCAL, attributes);
    }
    for (String part : parts(text)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw KobakoException.usage(
            Diagnostic.of(
                "--output " + text, "'" + part + "' is no KEY=VALUE", "write type=oci,dest=FILE"));
      }
      attributes.put(
          part.substring(0, equals).strip().toLowerCase(Locale.ROOT), part.substring(equals + 1));
    }
    String word = Optional.ofNullable(attributes.remove("type")).orElse("");
    if (!WORDS.contains(word)) {
      String meant =
          Spelling.nearest(word, WORDS).map(near -> "did you mean type=" + near + "?").orElse("");
      throw KobakoException.usage(
          Diagnostic.of(
              "--output " + text,
              "the type is '" + word + "', expected one of " + String.join(", ", WORDS),
              meant.isEmpty() ? "write type=oci,dest=FILE" : meant));
    }
    return new BuildOutput(Type.valueOf(word.toUpperCase(Locale.ROOT)), attributes);
  }

  /** Parts between commas; a part in double quotes may have commas (as CSV has them). */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /** An attribute, if it is given. */
  Optional<String> attribute(String key) {
    return Optional.ofNullable(attributes.get(key));
  }

  /** Whether an attribute is given and true. */
  boolean isOn(String key) {
    return attribute(key)
        .filter(value -> value.isEmpty() || Boolean.parseBoolean(value))
        .isPresent();
  }
}
