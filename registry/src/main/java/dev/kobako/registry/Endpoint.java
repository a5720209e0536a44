package dev.kobako.registry;

import dev.kobako.http.Origin;

/**
 * A server that has a repository: the registry itself or a mirror of it.
 *
 * @param domain whose credentials it wants, as people write it
 * @param origin where it is reached; plain HTTP only where that is allowed
 * @param path the repository's name there
 */
record Endpoint(String domain, Origin.Tcp origin, String path) {}
