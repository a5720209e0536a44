package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.FolderLock;
import dev.kobako.image.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * Keeping and forgetting credentials where Docker, and kobako, look for them: {@code config.json},
 * or the credential helper that it names; REGISTRY_AUTH_FILE where that is set. All else in the
 * file stays. Logins at the same time wait for each other.
 */
public final class Login {
  private static final int MAX_LINKS = 40;
  private final ConfigurationPlaces places;

  public Login(SortedMap<String, String> environment) {
    this(ConfigurationPlaces.of(environment));
  }

  Login(ConfigurationPlaces places) {
    this.places = places;
  }

  /** Where a credential is kept. */
  public sealed interface Keeper {
    /** A file that only the user can read, with the secret in plain text (base64). */
    record PlainFile(Path path) implements Keeper {}

    /** A program that keeps the secret in its own way. */
    record Helper(String program) implements Keeper {}
  }

  /**
   * Keeps a credential for all of a registry, or one of its namespaces, in place of an earlier one.
   *
   * @param domain of the registry, as in {@code docker.io} or {@code localhost:5000}; with a path,
   *     as in {@code quay.io/team}, the credential is for what is below it
   * @return where it is now
   * @throws KobakoException usage, where the credential can't be written down; a finding, where the
   *     file is damaged; outside, where the helper or the disk fails
   */
  public Keeper store(String domain, Credential credential) {
    check(credential);
    CredentialKey key = key(domain);
    Path file = places.loginFile();
    Optional<CredentialHelper> helper = helper(file, key);
    if (helper.isPresent() && helper.get().store(key, credential)) {
      // as Docker does: it lists the registries that it is logged in to from the file
      change(file, old -> old.with(key, Map.of()));
      return new Keeper.Helper(helper.get().name());
    }
    change(file, old -> old.with(key, CredentialEntry.of(credential)));
    return new Keeper.PlainFile(file);
  }

  /**
   * Forgets the credential for all of a registry, or for the very namespace that is named.
   *
   * @return whether there was one
   */
  public boolean erase(String domain) {
    CredentialKey key = key(domain);
    Path file = places.loginFile();
    Optional<CredentialHelper> helper = helper(file, key);
    boolean inFile = CredentialFile.read(file).has(key);
    boolean inHelper = helper.isPresent() && (inFile || helper.get().get(key).isPresent());
    if (inHelper) {
      helper.get().erase(key);
    }
    if (inFile) {
      change(file, old -> old.without(key));
    }
    return inFile || inHelper;
  }

  private static void check(Credential credential) {
    if (credential instanceof Credential.Password(String user, String _)
        && (user.isEmpty() || user.indexOf(':') >= 0)) {
      throw KobakoException.usage(
          Diagnostic.of(
              "login",
              user.isEmpty()
                  ? "the user name is empty"
                  : "the user name has a ':', which separates it from the password",
              "give the name that the registry knows"));
    }
  }

  private static CredentialKey key(String domain) {
    CredentialKey key = CredentialKey.of(domain);
    RegistryHost.parse("login", key.host());
    return key;
  }

  /** Helpers keep one credential for a host. */
  private Optional<CredentialHelper> helper(Path file, CredentialKey key) {
    if (!key.path().isEmpty()) {
      return Optional.empty();
    }
    return CredentialFile.read(file)
        .helper(key)
        .map(name -> CredentialHelper.of(name, file, places.environment()));
  }

  /** Where the file is a link, as people do who keep their settings elsewhere, it stays one. */
  private static void change(Path file, UnaryOperator<CredentialFile> change) {
    Path target = target(file);
    Path folder = StagedFile.folderOf(target);
    StagedFile staged = StagedFile.createPrivate(folder);
    try (FolderLock _ = FolderLock.on(folder.resolve(".kobako.lock"))) {
      StagedFile.sweep(folder);
      Files.write(staged.path(), change.apply(CredentialFile.read(target)).bytes());
      staged.moveTo(target);
    } catch (IOException e) {
      throw DiskFailure.writing(target, e);
    } finally {
      staged.delete();
    }
  }

  private static Path target(Path file) {
    Path path = file;
    try {
      for (int links = 0; links <= MAX_LINKS; links++) {
        if (!Files.isSymbolicLink(path)) {
          return path;
        }
        path = StagedFile.folderOf(path).resolve(Files.readSymbolicLink(path));
      }
    } catch (IOException e) {
      throw DiskFailure.reading(file, e);
    }
    throw KobakoException.finding(
        Diagnostic.of(
            file.toString(),
            "is a link that leads nowhere, after " + MAX_LINKS + " links",
            "remove it"));
  }
}
