package dev.kobako.slim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a Java launcher is asked to run.
 *
 * <p>See <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/man/java.html">The java
 * command</a>.
 *
 * @param classPath jars, folders, and folders with {@code /*}, in order; of {@code -jar} the jar
 * @param modulePath jars, and folders of them
 * @param files others that options name: agents, archives of shared classes
 * @param main the main class or file of source text; empty with a jar or module
 * @param properties of {@code -D}
 */
record JavaCommandLine(
    List<String> classPath,
    List<String> modulePath,
    List<String> files,
    String main,
    SortedMap<String, String> properties) {
  /** Options whose value is the next word, or follows an equals sign in the long form. */
  private static final Set<String> VALUED =
      Set.of(
          "-cp",
          "-classpath",
          "--class-path",
          "-p",
          "--module-path",
          "--upgrade-module-path",
          "--add-modules",
          "--add-exports",
          "--add-opens",
          "--add-reads",
          "--limit-modules",
          "--patch-module",
          "--enable-native-access",
          "--source",
          "-d",
          "--describe-module",
          "-m",
          "--module",
          "-jar");

  /** Prefixes of options that go on with a file, which may be followed by options of its own. */
  private static final List<String> FILES =
      List.of(
          "-javaagent:",
          "-agentpath:",
          "-Xbootclasspath/a:",
          "-XX:SharedArchiveFile=",
          "-XX:AOTCache=",
          "-XX:Flags=",
          "-XX:VMOptionsFile=",
          "-splash:");

  /** Expanding stops here, whatever the files say. */
  private static final int MOST_WORDS = 20_000;

  JavaCommandLine {
    classPath = List.copyOf(classPath);
    modulePath = List.copyOf(modulePath);
    files = List.copyOf(files);
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
  }

  /** Where the text of an argument file comes from; empty where there is none. */
  interface ArgumentFiles {
    /** The words in the file of this name. */
    List<String> words(String file);
  }

  /** Reads the arguments of a launcher, the first of which names it, and its variables. */
  static JavaCommandLine of(
      List<String> arguments, Map<String, String> environment, ArgumentFiles files) {
    Reading reading = new Reading();
    for (String name : List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")) {
      for (String word : OptionWords.of(environment.getOrDefault(name, ""))) {
        reading.option(word, "");
      }
    }
    Deque<String> words =
        new ArrayDeque<>(OptionWords.of(environment.getOrDefault("JDK_JAVA_OPTIONS", "")));
    words.addAll(arguments.subList(Math.min(1, arguments.size()), arguments.size()));
    reading.all(words, files, environment.getOrDefault("CLASSPATH", ""));
    return new JavaCommandLine(
        reading.classPath, reading.modulePath, reading.files, reading.main, reading.properties);
  }

  /** What has been read so far. */
  private static final class Reading {
    private List<String> classPath = List.of();
    private final List<String> modulePath = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final SortedMap<String, String> properties = new TreeMap<>();
    private String main = "";
    private boolean isStarted;

    void all(Deque<String> words, ArgumentFiles argumentFiles, String inherited) {
      classPath = parts(inherited);
      for (int i = 0; i < MOST_WORDS && !words.isEmpty() && !isStarted; i++) {
        String word = words.pop();
        if (word.startsWith("@") && !word.startsWith("@@")) {
          argumentFiles.words(word.substring(1)).reversed().forEach(words::push);
        } else if (VALUED.contains(word)) {
          option(word, words.isEmpty() ? "" : words.pop());
        } else if (word.startsWith("--") && word.indexOf('=') > 0) {
          option(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        } else if (word.startsWith("-")) {
          option(word, "");
        } else {
          main = word;
          isStarted = true;
        }
      }
      if (classPath.isEmpty() && !main.isEmpty() && !main.endsWith(".java")) {
        classPath = List.of(".");
      }
    }

    void option(String name, String value) {
      switch (name) {
        case "-cp", "-classpath", "--class-path" -> classPath = parts(value);
        case "-p", "--module-path", "--upgrade-module-path" -> modulePath.addAll(parts(value));
        case "--patch-module" -> modulePath.addAll(parts(value.substring(value.indexOf('=') + 1)));
        case "-m", "--module" -> isStarted = true;
        case "-jar" -> {
          classPath = value.isEmpty() ? List.of() : List.of(value);
          isStarted = true;
        }
        default -> glued(name);
      }
    }

    private void glued(String word) {
      if (word.startsWith("-D") && word.indexOf('=') > 0) {
        int equals = word.indexOf('=');
        properties.put(word.substring(2, equals), word.substring(equals + 1));
        return;
      }
      for (String prefix : FILES) {
        if (word.startsWith(prefix)) {
          String value = word.substring(prefix.length());
          boolean isAgent = prefix.contains("agent");
          files.addAll(parts(isAgent && value.indexOf('=') > 0 ? value.split("=", 2)[0] : value));
        }
      }
    }

    private static List<String> parts(String path) {
      List<String> parts = new ArrayList<>();
      for (String part : path.split(":")) {
        if (!part.isEmpty() && part.indexOf('\0') < 0) {
          parts.add(part);
        }
      }
      return parts;
    }
  }
}
