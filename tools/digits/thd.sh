#!/bin/bash
# Trains the second tesseract model: thd.sh WORK SPLIT LINES_FILES ITERATIONS [CHECKPOINT] -> WORK/thd.traineddata
# The programs are all in the package tesseract-ocr. One core, 90-130 iterations a second. See README.md.
set -eu
work=$1 split=$2 files=$3 iterations=$4 from=${5:-}
here=$(cd "$(dirname "$0")" && pwd)
export OMP_THREAD_LIMIT=1
mkdir -p "$work/sd" "$work/model" "$work/lines" "$work/out"
echo >"$work/sd/radical-stroke.txt" # must exist; one empty line is enough

lines() { # first file, number of files, split, lines a file
    local k name
    for k in $(seq "$1" $(($1 + $2 - 1))); do
        name=$(printf '%s/lines/l%04d' "$work" "$k")
        [ -s "$name.lstmf" ] && continue
        "$here/lines.py" "$work/lines" --split "$3" --first "$k" --files 1 --lines "$4"
        tesseract "$name.tif" "$name" --psm 13 lstm.train >"$work/lstmf.log" 2>&1
        rm "$name.tif"
    done
}

lines 0 "$files" "$split" 1000
lines 9000 1 "$split" 600

if [ ! -s "$work/model/thd/thd.traineddata" ]; then
    # The letters of all labels, once each, so that the set does not depend on chance.
    echo "ABCDEFGHIJ 0123456789 .,-/():% kkz" >"$work/all.txt"
    unicharset_extractor --norm_mode 1 --output_unicharset "$work/unicharset" "$work/all.txt"
    combine_lang_model --input_unicharset "$work/unicharset" --script_dir "$work/sd" --lang thd --output_dir "$work/model" --pass_through_recoder
fi
find "$work/lines" -name 'l0*.lstmf' | sort >"$work/train.list"
find "$work/lines" -name 'l9*.lstmf' | sort >"$work/eval.list"
lstmtraining --traineddata "$work/model/thd/thd.traineddata" --net_spec '[1,36,0,1 Ct3,3,16 Mp3,3 Lfys32 Lfx64 Lrx64 Lfx96 O1c1]' \
    --learning_rate 0.001 --max_iterations "$iterations" --randomly_rotate=false --max_image_MB 3000 ${from:+--continue_from "$from"} \
    --train_listfile "$work/train.list" --model_output "$work/out/thd" >>"$work/train.log" 2>&1
lstmtraining --stop_training --convert_to_int --continue_from "$work/out/thd_checkpoint" --traineddata "$work/model/thd/thd.traineddata" \
    --model_output "$work/thd.traineddata"
