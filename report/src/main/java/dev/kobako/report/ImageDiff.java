package dev.kobako.report;

import java.util.List;
import java.util.Optional;

/**
 * What is different between two images, or between two heights of the layers of one.
 *
 * @param before what the first one comes to
 * @param after what the second one comes to
 * @param layers those of both, from the lowest up; what only the first one has comes before what
 *     the second one has in its place
 * @param changes by path
 * @param folders that have other files or more or fewer bytes, those first that have changed most;
 *     as deep as {@link Contents#folders()}
 * @param kinds of files, in the same way
 * @param owners packages that own files, in the same way
 * @param packages installed in another version, or in one of them only, by name
 * @param settings that say how the image is run
 */
public record ImageDiff(
    Side before,
    Side after,
    List<LayerMatch> layers,
    List<FileChange> changes,
    List<PortionChange> folders,
    List<PortionChange> kinds,
    List<PortionChange> owners,
    List<PackageChange> packages,
    List<SettingChange> settings) {
  /**
   * One of the two.
   *
   * @param bytes of the files of all its layers, those that nobody can see included
   * @param compressedBytes of the blobs
   * @param visibleBytes of the files that are there in the end
   * @param files how many of them
   * @param unread that a database of packages is there and was not read; they seem absent then
   */
  public record Side(
      long bytes,
      long compressedBytes,
      long visibleBytes,
      long files,
      Optional<UnreadPackages> unread) {}

  public ImageDiff {
    layers = List.copyOf(layers);
    changes = List.copyOf(changes);
    folders = List.copyOf(folders);
    kinds = List.copyOf(kinds);
    owners = List.copyOf(owners);
    packages = List.copyOf(packages);
    settings = List.copyOf(settings);
  }

  /** Whether whoever runs them could not tell them apart; how the layers are cut plays no part. */
  public boolean isSame() {
    return changes.isEmpty() && settings.isEmpty();
  }

  /** The changes of one kind, by path. */
  public List<FileChange> changes(FileChange.What what) {
    return changes.stream().filter(change -> change.what() == what).toList();
  }
}
