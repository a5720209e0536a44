package dev.kobako.report;

/**
 * A part of an image's files.
 *
 * @param name of a folder, package or kind
 * @param files how many; one with several names counts once
 * @param bytes of them
 */
public record Portion(String name, long files, long bytes) {}
