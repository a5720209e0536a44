package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.Json;
import dev.kobako.image.LastUse;
import dev.kobako.sandbox.FolderDeletion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of a cache of builds that say what steps came to, and what things have as digest. */
record StepFiles(BuildCacheFolders folders) {
  private RecordFiles records() {
    return new RecordFiles(folders.staging());
  }

  /** What a step came to, under the first of its names that is known. */
  Optional<StepRecord> read(StepKey key) {
    for (Digest name : key.names()) {
      Path file = folders.step(name);
      Optional<StepRecord> found =
          RecordFiles.read(file).flatMap(bytes -> StepRecord.parse(file.toString(), bytes));
      if (found.isPresent()) {
        LastUse.note(file);
        LastUse.note(folders.blob(found.get().diffId()));
        return found;
      }
    }
    return Optional.empty();
  }

  /** Notes it under all names of the step. */
  void write(StepKey key, StepRecord record) {
    byte[] bytes = Json.bytes(record.toJson());
    key.names().forEach(name -> records().write(folders.step(name), bytes));
  }

  /** Notes what was found under one name under those that say less than the first. */
  void spread(StepKey key, StepRecord record) {
    for (Digest name : key.names().subList(1, key.names().size())) {
      if (!Files.exists(folders.step(name))) {
        records().write(folders.step(name), Json.bytes(record.toJson()));
      }
    }
  }

  /**
   * Removes what all steps came to.
   *
   * @throws KobakoException outside, where the disk fails
   */
  void forget() {
    try {
      FolderDeletion.delete(folders.steps());
    } catch (IOException e) {
      throw DiskFailure.writing(folders.steps(), e);
    }
  }

  /** The digest that was computed of something that is known by a key. */
  Optional<Digest> fingerprint(Digest key) {
    Path file = folders.fingerprint(key);
    Optional<Digest> found = RecordFiles.read(file).flatMap(StepFiles::digest);
    found.ifPresent(_ -> LastUse.note(file));
    return found;
  }

  private static Optional<Digest> digest(byte[] bytes) {
    try {
      return Optional.of(Digest.parse(new String(bytes, StandardCharsets.US_ASCII)));
    } catch (KobakoException _) {
      return Optional.empty();
    }
  }

  void writeFingerprint(Digest key, Digest fingerprint) {
    records()
        .write(
            folders.fingerprint(key), fingerprint.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
