package dev.kobako.compare;

/**
 * An image that is made before all cells and is in none of their times; Dockerfiles and {@code
 * base} name it.
 *
 * @param name as Dockerfiles write it
 */
public record MadeImage(String name, BuildSettings build) {}
