// Names of the icons in icons.svg; a new one is added here and make-icons.ts is run again.

export const ICON_NAMES: readonly string[] = `
activity alarm-clock align-left app-window archive archive-restore arrow-down arrow-down-up arrow-left
arrow-left-right arrow-right arrow-right-left arrow-up arrow-up-down at-sign award badge badge-check
badge-dollar-sign badge-info badge-japanese-yen badge-percent ban banknote banknote-arrow-down bar-chart-3
bell bell-off bell-ring binary book-open bookmark bookmark-check bot box boxes braces brain briefcase
briefcase-business briefcase-medical brush bug building building-2 cable calculator calendar calendar-1
calendar-check calendar-clock calendar-cog calendar-days calendar-heart calendar-off calendar-plus
calendar-range calendar-x camera car case-sensitive chart-area chart-bar chart-column chart-gantt chart-line
chart-no-axes-column chart-no-axes-combined chart-pie chart-scatter check check-check chevron-down
chevron-first chevron-last chevron-left chevron-right chevron-up chevrons-down chevrons-left chevrons-right
chevrons-up-down circle circle-alert circle-check circle-dollar-sign circle-dot circle-help circle-pause
circle-play circle-plus circle-question-mark circle-stop circle-user circle-x clipboard clipboard-check
clipboard-list clock clock-alert cloud cloud-off code cog coins columns-3 compass component contact contact-2
contact-round copy corner-down-left cpu credit-card crosshair crown database diamond dollar-sign door-open
download droplet earth ellipsis ellipsis-vertical eraser external-link eye eye-off factory file file-archive
file-chart-column file-check file-clock file-code file-image file-input file-output file-pen file-plus
file-question-mark file-search file-signature file-spreadsheet file-text file-x files filter filter-x
fingerprint flag flame flask-conical folder folder-kanban folder-open folder-tree forklift form
function-square funnel funnel-plus gauge gavel gem gift git-branch git-compare git-merge globe goal
graduation-cap grip-vertical group hammer hand-coins hand-helping handshake hard-hat hash headphones headset
heart heart-handshake heart-pulse history hospital hotel hourglass house id-card id-card-lanyard image images
import inbox indent-increase info italic key key-round keyboard landmark languages layers layers-2
layout-dashboard layout-grid layout-list layout-template library life-buoy lightbulb link link-2 list
list-checks list-end list-filter list-ordered list-plus list-restart list-todo list-tree loader loader-circle
locate locate-fixed lock lock-open log-in log-out magnet mail mail-check mail-open mail-plus mailbox map
map-pin map-pin-house map-pinned maximize-2 megaphone menu merge message-circle message-square
message-square-text messages-square mic microscope milestone minimize-2 minus monitor monitor-smartphone moon
more-horizontal mouse-pointer-click move network newspaper notebook notebook-pen notebook-text notepad-text
package package-check package-open package-plus package-search palette panel-left panel-right paperclip
party-popper pause pen pen-line pencil pencil-ruler percent person-standing phone phone-call phone-incoming
phone-outgoing pie-chart piggy-bank pilcrow pill pin pin-off plane play plug plus power presentation printer
puzzle qr-code quote radar radio receipt receipt-text recycle redo-2 refresh-ccw refresh-cw repeat repeat-2
reply rocket rotate-ccw rotate-cw route rows-3 ruler save scale scan scan-text school scissors scroll-text
search search-x send server settings settings-2 shapes share-2 shield shield-alert shield-check shield-user
ship shopping-bag shopping-cart sigma signature signpost slash sliders-horizontal smartphone smile snowflake
sort-asc sparkles spline split sprout square square-check square-check-big square-function square-kanban
square-pen square-stack square-user stamp star star-half sticky-note store sun sunrise switch-camera swords
table table-2 table-properties table-rows-split tablet tag tags target telescope text text-cursor-input
thermometer thumbs-down thumbs-up ticket ticket-percent tickets timer toggle-left toggle-right toolbox tractor
train-front trash trash-2 tree-pine trees trending-down trending-up triangle-alert trophy truck tv type
umbrella undo undo-2 unlink upload user user-check user-cog user-lock user-minus user-plus user-round
user-round-check user-round-plus user-search user-star user-x users users-2 users-round utensils variable
vault video view wallet wallet-cards wand-sparkles warehouse watch waypoints webhook weight whole-word wifi
wifi-off workflow wrench x zap zoom-in zoom-out
`
  .trim()
  .split(/\s+/);
