#pragma once

/// Marks what libaccord.so offers; everything else of it is hidden.
#define ACCORD_EXPORT __attribute__((visibility("default")))
