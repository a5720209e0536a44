package dev.kobako.elf;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A start of a program, as far as its loader is concerned.
 *
 * @param program absolute path of the ELF file
 * @param environment its variables; {@code LD_LIBRARY_PATH} and {@code LD_PRELOAD} matter
 * @param workingDirectory absolute path
 * @param cpu for which CPUs
 */
public record LoadRequest(
    String program,
    SortedMap<String, String> environment,
    String workingDirectory,
    CpuSelection cpu) {
  public LoadRequest {
    if (!program.startsWith("/") || !workingDirectory.startsWith("/")) {
      throw new IllegalArgumentException(
          "not an absolute path: " + (program.startsWith("/") ? workingDirectory : program));
    }
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /** A start from {@code /} with no variables, for every CPU. */
  public static LoadRequest of(String program) {
    return new LoadRequest(program, new TreeMap<>(), "/", new CpuSelection.Portable());
  }

  /**
   * Mostly asked about the very same request, which must not cost a comparison of all variables.
   */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof LoadRequest that
            && program.equals(that.program)
            && environment.equals(that.environment)
            && workingDirectory.equals(that.workingDirectory)
            && cpu.equals(that.cpu));
  }

  @Override
  public int hashCode() {
    return Objects.hash(program, environment, workingDirectory, cpu);
  }

  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /** A path that may be relative to the working directory, made absolute. */
  String absolute(String path) {
    return path.startsWith("/") ? path : PathText.child(workingDirectory, path);
  }
}
