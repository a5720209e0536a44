package dev.kobako.registry;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a user's configuration is, and what the command line adds to it.
 *
 * @param environment of the process: DOCKER_CONFIG, REGISTRY_AUTH_FILE, CONTAINERS_REGISTRIES_CONF,
 *     XDG_*, HOME, PATH (for credential helpers), proxies, trust
 * @param insecure whether plain HTTP and untrusted certificates are allowed for every host
 */
public record RegistrySettings(SortedMap<String, String> environment, boolean insecure) {
  public RegistrySettings {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /** Without the environment, which may hold secrets. */
  @Override
  public String toString() {
    return insecure ? "insecure" : "secure";
  }
}
