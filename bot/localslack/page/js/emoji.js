// The emoji that apps and people use most, by their short name. Unknown names stay as typed.

const LIST = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|eyes 👀|white_check_mark ✅|heavy_check_mark ✔️|x ❌|warning ⚠️|question ❓|grey_question ❔
exclamation ❗|bangbang ‼️|tada 🎉|rocket 🚀|fire 🔥|bug 🐛|mag 🔍|mag_right 🔎|bar_chart 📊|chart_with_upwards_trend 📈
chart_with_downwards_trend 📉|clipboard 📋|memo 📝|pencil 📝|pencil2 ✏️|page_facing_up 📄|paperclip 📎|link 🔗|lock 🔒|unlock 🔓
key 🔑|bell 🔔|no_bell 🔕|hourglass ⌛|hourglass_flowing_sand ⏳|alarm_clock ⏰|clock1 🕐|clock3 🕒|stopwatch ⏱️|calendar 📅|date 📅
spiral_calendar_pad 🗓️|repeat 🔁|arrows_counterclockwise 🔄|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|rewind ⏪
fast_forward ⏩|black_square_for_stop ⏹️|double_vertical_bar ⏸️|red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡
large_green_circle 🟢|large_blue_circle 🔵|large_purple_circle 🟣|white_circle ⚪|black_circle ⚫|large_blue_square 🟦
large_red_square 🟥|large_green_square 🟩|large_orange_square 🟧|large_yellow_square 🟨|white_large_square ⬜|black_large_square ⬛
small_blue_diamond 🔹|small_orange_diamond 🔸|information_source ℹ️|bulb 💡|pushpin 📌|round_pushpin 📍|triangular_flag_on_post 🚩
checkered_flag 🏁|speech_balloon 💬|thought_balloon 💭|mega 📣|loudspeaker 📢|fish 🐟|tropical_fish 🐠|blowfish 🐡|ocean 🌊
shell 🐚|whale 🐳|dolphin 🐬|robot_face 🤖|bust_in_silhouette 👤|busts_in_silhouette 👥|scales ⚖️|balance_scale ⚖️
wave 👋|pray 🙏|clap 👏|ok_hand 👌|raised_hands 🙌|point_right 👉|point_up ☝️|raised_hand ✋|muscle 💪|handshake 🤝
smile 😄|slightly_smiling_face 🙂|grinning 😀|joy 😂|sweat_smile 😅|wink 😉|thinking_face 🤔|neutral_face 😐|confused 😕
disappointed 😞|cry 😢|sob 😭|rage 😡|sunglasses 😎|sleeping 😴|heart ❤️|blue_heart 💙|green_heart 💚|broken_heart 💔|star ⭐
star2 🌟|sparkles ✨|zap ⚡|sunny ☀️|cloud ☁️|snowflake ❄️|umbrella ☔|coffee ☕|gift 🎁|trophy 🏆|dart 🎯|100 💯|recycle ♻️
no_entry ⛔|no_entry_sign 🚫|construction 🚧|ballot_box_with_check ☑️|ballot_box 🗳️|card_index 📇|file_folder 📁|open_file_folder 📂
card_file_box 🗃️|wastebasket 🗑️|inbox_tray 📥|outbox_tray 📤|package 📦|floppy_disk 💾|computer 💻|gear ⚙️|wrench 🔧|hammer 🔨
microscope 🔬|telescope 🔭|satellite 📡|globe_with_meridians 🌐|earth_africa 🌍|earth_americas 🌎|mailbox 📫|email 📧|newspaper 📰
label 🏷️|bookmark 🔖|hash #️⃣|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|new 🆕|up 🆙|ok 🆗|sos 🆘|heavy_plus_sign ➕|heavy_minus_sign ➖`;

const BY_NAME = new Map(
  LIST.split(/[|\n]/)
    .filter((pair) => pair.trim())
    .map((pair) => pair.trim().split(" ")),
);

/** The picture for a short name ("tada"), or null if it isn't known. */
export const emoji = (name) => BY_NAME.get(name.replace(/::skin-tone-\d$/, "")) || null;

/** Replaces known short names in plain text. */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name) || whole);

/** What the reaction picker offers. */
export const QUICK = ["+1", "-1", "eyes", "white_check_mark", "thinking_face", "tada", "warning", "mag", "heart", "joy"];

/** Every known short name. */
export const emojiNames = () => [...BY_NAME.keys()];
