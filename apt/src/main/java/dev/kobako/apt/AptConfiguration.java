package dev.kobako.apt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A host's settings for apt (apt.conf(5)), of which kobako heeds those about archives. Lists and
 * directives are passed over.
 */
final class AptConfiguration {
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_DEPTH = 64;

  /** By name in lower case: {@code acquire::check-valid-until}. */
  private final Map<String, String> values = new TreeMap<>();

  private AptConfiguration() {}

  /** Reads a host's files in apt's order; what can't be read counts as empty. */
  static AptConfiguration of(Path hostRoot) {
    AptConfiguration configuration = new AptConfiguration();
    Path apt = hostRoot.resolve("etc/apt");
    for (Path file : files(apt)) {
      configuration.add(text(file));
    }
    return configuration;
  }

  private static String text(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // Another program's file, perhaps for root alone: kobako works without it.
    }
  }

  private static List<Path> files(Path apt) {
    List<Path> files = new ArrayList<>();
    Path folder = apt.resolve("apt.conf.d");
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> each = Files.newDirectoryStream(folder)) {
        for (Path file : each) {
          if (isRead(String.valueOf(file.getFileName()))) {
            files.add(file);
          }
        }
      } catch (IOException e) {
        files.clear(); // As a file that can't be read.
      }
    }
    files.sort(Comparator.naturalOrder());
    files.add(apt.resolve("apt.conf"));
    return files;
  }

  /** Editors' and dpkg's left-overs are not. */
  private static boolean isRead(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 || name.endsWith(".conf");
  }

  /** The value of a setting. */
  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Whether a setting is switched off. */
  boolean isOff(String name) {
    return switch (value(name).orElse("").toLowerCase(Locale.ROOT)) {
      case "no", "false", "without", "off", "disable", "0" -> true;
      default -> false;
    };
  }

  private void add(String text) {
    Deque<String> scopes = new ArrayDeque<>();
    List<String> statement = new ArrayList<>();
    for (String word : new AptConfigurationWords(text).all()) {
      switch (word) {
        case "{" -> {
          if (scopes.size() == MOST_DEPTH) {
            return;
          }
          scopes.push(statement.isEmpty() ? "" : name(scopes, statement.getFirst()));
          statement.clear();
        }
        case "}" -> {
          scopes.poll();
          statement.clear();
        }
        case ";" -> {
          if (statement.size() == 2) {
            values.put(name(scopes, statement.getFirst()), statement.get(1));
          }
          statement.clear();
        }
        default -> statement.add(word);
      }
    }
  }

  private static String name(Deque<String> scopes, String name) {
    String outer = scopes.isEmpty() ? "" : scopes.peek();
    return (outer.isEmpty() ? name : outer + "::" + name).toLowerCase(Locale.ROOT);
  }
}
