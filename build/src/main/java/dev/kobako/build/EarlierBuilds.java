package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.image.LastUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is kept of earlier builds for people only, to tell them why a step runs again; no result
 * depends on it.
 */
record EarlierBuilds(BuildCacheFolders folders) {
  private RecordFiles records() {
    return new RecordFiles(folders.staging());
  }

  /** What the last build of a project was made of. */
  Optional<byte[]> last(Digest project) {
    Path file = folders.project(project);
    Optional<byte[]> found = RecordFiles.read(file);
    found.ifPresent(_ -> LastUse.note(file));
    return found;
  }

  void remember(Digest project, byte[] made) {
    records().write(folders.project(project), made);
  }

  /**
   * Which files a step has copied.
   *
   * @param brief what stands for their digest, {@link RememberedStep#brief}
   */
  Optional<CopyInventory> inventory(String brief) {
    return RecordFiles.read(folders.inventory(brief)).flatMap(CopyInventory::parse);
  }

  void remember(String brief, CopyInventory files) {
    Path file = folders.inventory(brief);
    if (!Files.exists(file)) {
      records().write(file, files.bytes());
    }
  }
}
