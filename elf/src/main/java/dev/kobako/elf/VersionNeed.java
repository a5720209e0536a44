package dev.kobako.elf;

import java.util.List;

/**
 * The symbol versions that a file wants of one library ({@code DT_VERNEED}).
 *
 * @param file the library's name, as in {@code DT_NEEDED}
 * @param versions such as {@code GLIBC_2.34}, in the file's order
 */
public record VersionNeed(String file, List<String> versions) {
  public VersionNeed {
    versions = List.copyOf(versions);
  }
}
