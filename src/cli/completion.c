/* completion.c - what the shell needs to complete commands, options and their values, from the same tables as --help.
 * SPDX-License-Identifier: MIT
 */
#include "base/buf.h"
#include "cli.h"

/* What the value of an option is, told by its argument's name. */
static bool is_file(const struct cli_option *option)
{
    return option->argument && (strcmp(option->argument, "FILE") == 0 || strcmp(option->argument, "DIR") == 0);
}

static bool is_choice(const struct cli_option *option)
{
    return option->argument && strchr(option->argument, '|') != NULL;
}

static void add_choices(const struct cli_option *option, struct buf *out)
{
    for (const char *p = option->argument; *p; p++)
        (void)buf_add_char(out, *p == '|' ? ' ' : *p);
}

/* In single quotes of a shell: ' becomes '\''. */
static void add_quoted(struct buf *out, const char *text)
{
    (void)buf_add_char(out, '\'');
    for (; *text; text++)
        (void)buf_add_c(out, *text == '\'' ? "'\\''" : (char[]){*text, '\0'});
    (void)buf_add_char(out, '\'');
}

static void bash(struct buf *out)
{
    const struct cli_option *options;
    size_t n = cli_options(&options);
    (void)buf_add_c(out, "# bash completion of oitcheck, made by: oitcheck completion bash\n_oitcheck()\n{\n    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} "
                         "words=''\n    COMPREPLY=()\n    case $before in\n");
    for (size_t i = 0; i < n; i++) {
        if (!options[i].name || !is_choice(&options[i]))
            continue;
        (void)buf_addf(out, "    --%s) words='", options[i].name);
        add_choices(&options[i], out);
        (void)buf_add_c(out, "' ;;\n");
    }
    (void)buf_add_c(out, "    ");
    bool any = false;
    for (size_t i = 0; i < n; i++)
        if (options[i].name && is_file(&options[i])) {
            (void)buf_addf(out, "%s--%s", any ? " | " : "", options[i].name);
            any = true;
        }
    (void)buf_add_c(out, ") COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n    rules) words='check' ;;\n    completion) words='bash zsh fish' ;;\n    esac\n"
                         "    if [[ -z $words && $word == -* ]]; then\n        words='");
    for (size_t i = 0; i < n; i++)
        if (options[i].name)
            (void)buf_addf(out, "--%s ", options[i].name);
    (void)buf_add_c(out, "'\n    elif [[ -z $words && $COMP_CWORD -eq 1 ]]; then\n        words='");
    for (size_t i = 0; i < cli_n_commands; i++)
        (void)buf_addf(out, "%s ", cli_commands[i].name);
    (void)buf_add_c(out, "'\n    elif [[ -z $words ]]; then\n        COMPREPLY=($(compgen -f -- \"$word\")); return\n    fi\n    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\n"
                         "complete -o filenames -F _oitcheck oitcheck\n");
}

/* In a zsh option specification, [ ] : and \ stand for something. */
static void zsh_words(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("[]:\\", *text))
            (void)buf_add_char(out, '\\');
        (void)buf_add_c(out, *text == '\'' ? "'\\''" : (char[]){*text, '\0'});
    }
}

static void zsh(struct buf *out)
{
    const struct cli_option *options;
    size_t n = cli_options(&options);
    (void)buf_add_c(out, "#compdef oitcheck\n# zsh completion of oitcheck, made by: oitcheck completion zsh\n_oitcheck() {\n  local -a commands\n  commands=(\n");
    for (size_t i = 0; i < cli_n_commands; i++) {
        (void)buf_addf(out, "    '%s:", cli_commands[i].name);
        zsh_words(out, cli_commands[i].en);
        (void)buf_add_c(out, "'\n");
    }
    (void)buf_add_c(out, "  )\n  _arguments \\\n");
    for (size_t i = 0; i < n; i++) {
        if (!options[i].name)
            continue;
        (void)buf_addf(out, "    '--%s%s[", options[i].name, options[i].argument ? "=" : "");
        zsh_words(out, options[i].en);
        (void)buf_add_c(out, "]");
        if (is_choice(&options[i])) {
            (void)buf_addf(out, ":value:(");
            add_choices(&options[i], out);
            (void)buf_add_c(out, ")");
        } else if (options[i].argument) {
            (void)buf_add_c(out, is_file(&options[i]) ? ":file:_files" : ":value: ");
        }
        (void)buf_add_c(out, "' \\\n");
    }
    (void)buf_add_c(out, "    '1:command:{_describe command commands}' '*:file:_files'\n}\nif [ \"$funcstack[1]\" = _oitcheck ]; then _oitcheck \"$@\"; else compdef _oitcheck oitcheck; fi\n");
}

static void fish(struct buf *out)
{
    const struct cli_option *options;
    size_t n = cli_options(&options);
    (void)buf_add_c(out, "# fish completion of oitcheck, made by: oitcheck completion fish\n");
    for (size_t i = 0; i < cli_n_commands; i++) {
        (void)buf_addf(out, "complete -c oitcheck -n __fish_use_subcommand -f -a %s -d ", cli_commands[i].name);
        add_quoted(out, cli_commands[i].en);
        (void)buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < n; i++) {
        if (!options[i].name)
            continue;
        (void)buf_addf(out, "complete -c oitcheck -l %s", options[i].name);
        if (is_choice(&options[i])) {
            (void)buf_add_c(out, " -x -a '");
            add_choices(&options[i], out);
            (void)buf_add_char(out, '\'');
        } else if (options[i].argument) {
            (void)buf_add_c(out, is_file(&options[i]) ? " -r" : " -x");
        }
        (void)buf_add_c(out, " -d ");
        add_quoted(out, options[i].en);
        (void)buf_add_char(out, '\n');
    }
}

bool cli_completion(const char *shell, struct buf *out)
{
    static const struct {
        const char *name;
        void (*make)(struct buf *out);
    } shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(shells[i].name, shell) == 0) {
            shells[i].make(out);
            return true;
        }
    return false;
}
