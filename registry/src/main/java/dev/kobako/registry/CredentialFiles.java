package dev.kobako.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The credentials that the user's files and credential helpers have. The files are those of {@link
 * ConfigurationPlaces#credentialFiles}; the first that has a credential for a repository is taken.
 * Within a file it is, in this order:
 *
 * <ol>
 *   <li>an entry for the repository or a namespace above it, the longest first;
 *   <li>what the host's helper ({@code credHelpers}) has, or else that for all ({@code
 *       credsStore});
 *   <li>an entry for the host.
 * </ol>
 *
 * <p>Files are read again for each question, since a login may come between.
 */
final class CredentialFiles implements CredentialSource {
  private final ConfigurationPlaces places;

  CredentialFiles(SortedMap<String, String> environment) {
    this(ConfigurationPlaces.of(environment));
  }

  CredentialFiles(ConfigurationPlaces places) {
    this.places = places;
  }

  @Override
  public Optional<Credential> find(String domain, String path) {
    CredentialKey key = CredentialKey.of(domain);
    List<Path> files = places.credentialFiles();
    for (Path file : files) {
      CredentialFile credentials = CredentialFile.read(file);
      Optional<Credential> found =
          credentials
              .entry(key, path, true)
              .or(() -> helped(credentials, key))
              .or(() -> credentials.entry(key, path, false));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Credential> helped(CredentialFile file, CredentialKey key) {
    return file.helper(key)
        .flatMap(name -> CredentialHelper.of(name, file.path(), places.environment()).get(key));
  }
}
