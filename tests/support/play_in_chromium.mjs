// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Plays a video in headless Chromium, seeks about in it, and prints what it saw as one JSON object.
//
//   node play_in_chromium.mjs VIDEO.mp4 [CAPTIONS.vtt]
import {spawn} from 'node:child_process';
import {createReadStream, mkdtempSync, rmSync, statSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const [videoFile, captionsFile] = process.argv.slice(2);
const page = `<!doctype html><video id=v muted playsinline width=360 height=640 src=/video.mp4>
${captionsFile ? '<track id=t kind=captions src=/captions.vtt default>' : ''}</video><script>
const video = document.getElementById('v');
const seen = {seeks: [], frames: 0, error: null};
const once = name => new Promise(resolve => video.addEventListener(name, resolve, {once: true}));
const send = () => fetch('/seen', {method: 'POST', body: JSON.stringify(seen)});
video.addEventListener('error', () => { seen.error = video.error.message || 'error ' + video.error.code; send(); });
/// What is on screen, as 54x96 grey levels.
function greyOfPicture() {
  const canvas = Object.assign(document.createElement('canvas'), {width: 54, height: 96});
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(video, 0, 0, 54, 96);
  const {data} = context.getImageData(0, 0, 54, 96);
  return Array.from({length: 54 * 96}, (_, i) =>
    Math.round(0.2126 * data[4 * i] + 0.7152 * data[4 * i + 1] + 0.0722 * data[4 * i + 2]));
}
/// What is on screen once the given frame is there; after 10 s, whatever is, with the last frame that came. The event
/// 'seeked' is no sign of it: on a busy machine the compositor can still have the picture from before.
function pictureOf(frame) {
  return new Promise(resolve => {
    let shown = null;
    const done = () => resolve({shown, grey: greyOfPicture()});
    const tired = setTimeout(done, 10_000);
    const look = (now, {mediaTime}) => {
      shown = Math.round(mediaTime * 30);
      if (shown !== frame) return video.requestVideoFrameCallback(look);
      clearTimeout(tired);
      done();
    };
    video.requestVideoFrameCallback(look);
  });
}
async function main() {
  if (video.readyState < 1) await once('loadedmetadata');
  Object.assign(seen, {width: video.videoWidth, height: video.videoHeight, duration: video.duration});
  for (const part of [0.9, 0.5, 0.05, 0.73, 0.27]) {
    const frame = Math.floor(video.duration * 30 * part);
    const began = performance.now();
    video.currentTime = (frame + 0.5) / 30;
    const [picture] = await Promise.all([pictureOf(frame), once('seeked')]);
    seen.seeks.push({frame, ...picture, milliseconds: performance.now() - began});
  }
  video.currentTime = Math.max(0, video.duration - 3);
  await once('seeked');
  const count = () => { seen.frames++; video.requestVideoFrameCallback(count); };
  video.requestVideoFrameCallback(count);
  await video.play();
  await once('ended');
  seen.endedAt = video.currentTime;
  const track = document.getElementById('t');
  seen.cues = track && track.track.cues ? track.track.cues.length : 0;
  send();
}
main().catch(error => { seen.error = String(error); send(); });
</script>`;

function sendFile(request, response, file, type) {
  const size = statSync(file).size;
  const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '');
  const start = range ? Number(range[1]) : 0;
  const end = range && range[2] ? Number(range[2]) : size - 1;
  response.writeHead(range ? 206 : 200, {
    'Content-Type': type, 'Content-Length': end - start + 1, 'Accept-Ranges': 'bytes',
    ...(range && {'Content-Range': `bytes ${start}-${end}/${size}`}),
  });
  createReadStream(file, {start, end}).pipe(response);
}

const profile = mkdtempSync(join(tmpdir(), 'vina-chromium-'));
let browser;
function finish(text, code) {
  process.stdout.write(text + '\n');
  browser?.kill('SIGKILL');
  setTimeout(() => {
    rmSync(profile, {recursive: true, force: true, maxRetries: 5});
    process.exit(code);
  }, 300);
}

const server = createServer((request, response) => {
  if (request.url === '/video.mp4') return sendFile(request, response, videoFile, 'video/mp4');
  if (request.url === '/captions.vtt') return sendFile(request, response, captionsFile, 'text/vtt');
  if (request.url !== '/seen') return response.writeHead(200, {'Content-Type': 'text/html'}).end(page);
  let body = '';
  request.on('data', chunk => body += chunk).on('end', () => { response.end(); finish(body, 0); });
});
server.listen(0, '127.0.0.1', () => {
  browser = spawn('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync', '--mute-audio',
    '--autoplay-policy=no-user-gesture-required', `--user-data-dir=${profile}`,
    `http://127.0.0.1:${server.address().port}/`], {stdio: 'ignore'});
  browser.on('error', error => finish(JSON.stringify({error: String(error)}), 1));
});
setTimeout(() => finish(JSON.stringify({error: 'no answer within 90 s'}), 1), 90_000);
