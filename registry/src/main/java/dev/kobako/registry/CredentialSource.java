package dev.kobako.registry;

import java.util.Optional;

/** Where the credentials for registries come from. */
@FunctionalInterface
public interface CredentialSource {
  /**
   * The credential for a repository; may run a credential helper.
   *
   * @param domain of the registry, as in {@code docker.io} or {@code localhost:5000}
   * @param path of the repository, for files that name credentials by namespace
   */
  Optional<Credential> find(String domain, String path);
}
