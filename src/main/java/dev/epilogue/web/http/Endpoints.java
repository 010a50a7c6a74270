package dev.epilogue.web.http;

import java.util.List;

/** The calls of one concern. */
public interface Endpoints {

    List<Route> routes();
}
