package dev.kobako.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The recorded run of a program that was built to tell closures apart, in {@code
 * shared/elf/fixtures}: what it needs was found by taking files away.
 *
 * @param how the insight that it takes: elf, shebang, string, knowledge, trace or corrupt
 * @param program its path in the small system that the fixtures build
 * @param runs whether it started on the whole system
 * @param kernel what the kernel said to a damaged one; {@code ok} where it starts it
 * @param required files and links of which it misses each
 * @param decoys files that it never opens
 * @param missing libraries without which it does not start
 */
public record ElfFixture(
    String name,
    String how,
    String program,
    SortedMap<String, String> environment,
    String workingDirectory,
    boolean runs,
    String kernel,
    List<String> required,
    List<String> decoys,
    List<String> missing) {
  /** The place of the fixtures among what is shared. */
  public static final String FOLDER = "elf/fixtures";

  /** The programs that build them. */
  public static final List<String> TOOLS =
      List.of("make", "gcc", "musl-gcc", "python3", "bash", "localedef");

  public ElfFixture {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    required = List.copyOf(required);
    decoys = List.copyOf(decoys);
    missing = List.copyOf(missing);
  }

  /** All of them, in the order in which they are recorded. */
  public static List<ElfFixture> all(Path folder) throws IOException {
    List<ElfFixture> all = new ArrayList<>();
    Json.object(Files.readString(folder.resolve("expected.json")))
        .forEach((name, value) -> all.add(read(name.toString(), (Map<?, ?>) value)));
    return all;
  }

  private static ElfFixture read(String name, Map<?, ?> fields) {
    SortedMap<String, String> environment = new TreeMap<>();
    if (fields.get("env") instanceof Map<?, ?> variables) {
      variables.forEach((key, value) -> environment.put(key.toString(), value.toString()));
    }
    return new ElfFixture(
        name,
        Json.string(fields, "how"),
        texts(fields, "argv").getFirst(),
        environment,
        fields.containsKey("cwd") ? Json.string(fields, "cwd") : "/",
        new Json.Word("true").equals(fields.get("runs")),
        Json.string(fields, "kernel"),
        texts(fields, "required"),
        texts(fields, "decoys"),
        texts(fields, "missing"));
  }

  private static List<String> texts(Map<?, ?> fields, String key) {
    return Json.list(fields, key).stream().map(Object::toString).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
