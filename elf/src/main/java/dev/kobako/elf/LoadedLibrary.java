package dev.kobako.elf;

/**
 * A library that the loader maps.
 *
 * @param name as the object that needs it calls it
 * @param path as the loader opens it, before links; may hold {@code ..}
 * @param realPath without links
 * @param neededBy real path of the object that needs it first
 * @param rule what led to the path
 */
public record LoadedLibrary(
    String name, String path, String realPath, String neededBy, SearchRule rule) {}
