-- Visits for wrk: each opens a connection and three pages, on average:
-- the connections of wrk share one count.
-- Arguments: the mean pause between requests in milliseconds, the pages of a visit, and, if there is
-- a form, its address and the file with its body: each fiftieth visit posts it.
local pages, pause, form, body = {}, 0, nil, nil
local count = 0
local PAGES = 3

function init(args)
  pause = tonumber(args[1])
  for page in string.gmatch(args[2], "[^,]+") do pages[#pages + 1] = page end
  form = args[3]
  if form then
    local file = assert(io.open(args[4]))
    body = file:read("*a")
    file:close()
  end
end

function delay()
  return math.random(0, 2 * pause)
end

function request()
  local place = count % #pages + 1
  local visit = math.floor(count / #pages)
  count = count + 1
  local headers = { ["Accept-Encoding"] = "gzip, deflate, br" }
  if place == #pages then headers["Connection"] = "close" end
  if form and place == #pages and visit % 50 == 0 then
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return wrk.format("POST", form, headers, body)
  end
  return wrk.format("GET", pages[place], headers)
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local seconds = summary.duration / 1e6
  io.write(string.format(
    "%.0f visits per second   errors %d   p50 %.1f ms   p95 %.1f ms   p99 %.1f ms\n",
    summary.requests / PAGES / seconds, failed,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
