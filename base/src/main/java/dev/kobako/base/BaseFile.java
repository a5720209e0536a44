package dev.kobako.base;

import dev.kobako.config.ConfigurationFiles;
import dev.kobako.config.Place;
import dev.kobako.config.Yaml;
import dev.kobako.image.Platform;
import dev.kobako.image.StagedFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A {@code base.yaml}: what a base is made of, in a user's hand.
 *
 * @param name the base that it is like
 * @param request what it is to be
 * @param sources from where packages come, as far as the file says
 * @param platforms for which ones it is made; empty where the file doesn't say
 */
public record BaseFile(
    BaseName name, BaseRequest request, SourceWishes sources, List<Platform> platforms) {
  public BaseFile {
    platforms = List.copyOf(platforms);
  }

  /**
   * Reads a file of the host.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding with line and column, for what is wrong
   *     with it; outside, where it can't be read
   */
  public static BaseFile read(Path file) {
    return read(ConfigurationFiles.bytes(file), file.toString(), StagedFile.folderOf(file));
  }

  /**
   * Reads a file.
   *
   * @param file how the user calls it, for messages
   * @param folder what the files that it adds are relative to
   */
  static BaseFile read(byte[] bytes, String file, Path folder) {
    return Yaml.read(file, bytes)
        .map(value -> new BaseFileReader(folder).read(value))
        .orElseThrow(() ->
            new Place(file, 1, 1)
                .finding("is empty, expected a base", "begin with base: debian:bookworm"));
  }
}
