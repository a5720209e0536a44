package dev.kobako.registry;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a user's configuration is, and what the command line adds to it.
 *
 * @param environment of the process: DOCKER_CONFIG, REGISTRY_AUTH_FILE, CONTAINERS_REGISTRIES_CONF,
 *     XDG_*, HOME, PATH (for credential helpers), proxies, trust
 * @param partialFolder where interrupted downloads are kept to be resumed
 * @param insecure whether plain HTTP and untrusted certificates are allowed for every host
 */
public record RegistrySettings(
    SortedMap<String, String> environment, Path partialFolder, boolean insecure) {
  public RegistrySettings {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /** Without the environment, which may hold secrets. */
  @Override
  public String toString() {
    return "partial downloads in " + partialFolder + (insecure ? ", insecure" : "");
  }
}
