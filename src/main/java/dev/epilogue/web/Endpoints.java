package dev.epilogue.web;

import java.util.List;

/** The calls of one concern. */
public interface Endpoints {

    List<Route> routes();
}
