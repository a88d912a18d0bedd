#include "web/api/vals.h"

namespace cathode {

using emscripten::val;

void put(const val& object, std::string_view key, const val& value) { val(object).set(std::string(key), value); }
void put(const val& object, std::string_view key, std::string_view words) { put(object, key, text(words)); }
void put(const val& object, std::string_view key, double number) { put(object, key, val(number)); }

}  // namespace cathode
