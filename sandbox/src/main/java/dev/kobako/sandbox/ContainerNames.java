package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.FolderLock;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The containers of a folder by their names and ids, each of which is there once. */
record ContainerNames(Path folder) {
  private static final int ID_LENGTH = 12;
  private static final int MAX_NAME = 128;

  /** All that are known, the newest first. */
  List<KnownContainer> all() {
    List<KnownContainer> all = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, ContainerNames::isId)) {
      for (Path each : folders) {
        new ContainerRecord(each).read().ifPresent(all::add);
      }
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException | DirectoryIteratorException e) {
      throw DiskFailure.reading(folder, new IOException(e));
    }
    all.sort(
        Comparator.comparing(KnownContainer::created).reversed().thenComparing(KnownContainer::id));
    return all;
  }

  private static boolean isId(Path path) {
    String name = path.getFileName().toString();
    return name.length() == ID_LENGTH
        && name.chars().allMatch(each -> Character.digit(each, 16) >= 0);
  }

  KnownContainer find(String nameOrId) {
    List<KnownContainer> all = all();
    List<KnownContainer> exact =
        all.stream()
            .filter(each -> each.name().equals(nameOrId) || each.id().equals(nameOrId))
            .toList();
    List<KnownContainer> found =
        exact.isEmpty() && !nameOrId.isEmpty()
            ? all.stream().filter(each -> each.id().startsWith(nameOrId)).toList()
            : exact;
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 ->
          throw KobakoException.usage(
              Diagnostic.of(nameOrId, "there is no such container", "see 'kobako ps --all'"));
      default ->
          throw KobakoException.usage(
              Diagnostic.of(
                  nameOrId,
                  "the ids of " + found.size() + " containers start so",
                  "write more of the id"));
    };
  }

  /** A new container that has a name no other has. */
  ContainerRecord claim(NamedContainer named) {
    requireName(named.name());
    WorkFolder.privateFolder(folder);
    try (FolderLock _ = lock()) {
      for (KnownContainer each : all()) {
        if (each.name().equals(named.name())) {
          throw KobakoException.usage(
              Diagnostic.of(
                  named.name(),
                  "is the name of a container already: " + each.id(),
                  "choose another, or remove that one with 'kobako rm " + named.name() + "'"));
        }
      }
      ContainerRecord record =
          new ContainerRecord(WorkFolder.privateFolder(folder.resolve(newId())));
      record.write(named, Instant.now());
      return record;
    } catch (IOException e) {
      throw DiskFailure.writing(folder, e);
    }
  }

  /** Held while names and states are looked at and changed. */
  FolderLock lock() {
    return FolderLock.on(folder.resolve("names.lock"));
  }

  private static String newId() {
    long number = ThreadLocalRandom.current().nextLong() & 0xFFFF_FFFF_FFFFL;
    return String.format("%0" + ID_LENGTH + "x", number);
  }

  private static void requireName(String name) {
    boolean right =
        !name.isEmpty()
            && name.length() <= MAX_NAME
            && isAlphanumeric(name.charAt(0))
            && name.chars().allMatch(each -> isAlphanumeric(each) || "_.-".indexOf(each) >= 0);
    if (!right) {
      throw KobakoException.usage(
          Diagnostic.of(
              name,
              "can't be the name of a container",
              "use letters, digits, '_', '.' and '-', and a letter or digit first"));
    }
  }

  private static boolean isAlphanumeric(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9');
  }
}
