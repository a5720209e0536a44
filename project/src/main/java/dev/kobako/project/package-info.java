/**
 * What a source project is made of, read from its files and never run: its ecosystem, its
 * manifests, what it builds. Of that a Dockerfile is made in which dependencies have a layer of
 * their own, one class for each ecosystem.
 */
@NullMarked
package dev.kobako.project;

import org.jspecify.annotations.NullMarked;
