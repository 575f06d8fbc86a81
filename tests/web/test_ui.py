"""The components: what they say to people, and what they refuse from those who write templates."""

from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone, translation
from lxml import html

INSTANT = datetime(2027, 1, 15, 18, 0, tzinfo=UTC)


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def parsed(source: str, **context: object) -> html.HtmlElement:
    return html.fragment_fromstring(rendered(source, **context), create_parent="div")


class Sample(forms.Form):
    title = forms.CharField(label="Title", help_text="As printed.")
    words = forms.CharField(label="Words", widget=forms.Textarea, required=False)
    voice = forms.ChoiceField(label="Who?", choices=[("a", "I"), ("b", "We")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Agreed")
    place = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize(
    "source",
    [
        "{% card colour='red' %}x{% endcard %}",
        "{% notice %}x{% endnotice tone %}{% badge %}",
        "{% button 'Go' size='big' %}",
        "{% field %}",
        "{% breadcrumbs %}",
        "{% foreign laguage='fr' %}x{% endforeign %}",
    ],
)
def test_an_attribute_that_is_not_declared_is_an_error_at_once(source):
    with pytest.raises(TemplateSyntaxError):
        Template(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% notice tone='pink' %}x{% endnotice %}",
        "{% badge 'x' tone='pink' %}",
        "{% button 'x' kind='huge' %}",
        "{% foreign tag='script' %}x{% endforeign %}",
        "{% field 'not a field' %}",
        "{% time instant style='epic' %}",
    ],
)
def test_a_value_that_means_nothing_is_an_error(source):
    with pytest.raises(TypeError):
        rendered(source, instant=INSTANT)


def test_a_field_ties_label_hint_and_errors_to_its_control():
    tree = parsed("{% field form.title %}", form=Sample(data={}))

    control = tree.find(".//input")
    described = [
        tree.get_element_by_id(name).text_content().strip() for name in control.get("aria-describedby").split()
    ]
    assert tree.find(".//label").get("for") == control.get("id")
    assert described == ["As printed.", "This field is required."]
    assert control.get("aria-invalid") == "true"


def test_a_field_without_faults_says_nothing_of_faults():
    control = parsed("{% field form.words %}", form=Sample()).find(".//textarea")

    assert control.get("aria-describedby") is None
    assert control.get("aria-invalid") is None
    assert control.get("dir") == "auto"


def test_a_question_with_choices_is_a_fieldset_and_its_choices_are_plain():
    tree = parsed("{% field form.voice %}", form=Sample(data={}))

    fieldset = tree.find(".//fieldset")
    assert fieldset.find("legend").text_content().strip() == "Who?"
    assert fieldset.get("aria-describedby") == "id_voice_error"
    assert [(choice.get("id"), choice.get("aria-invalid")) for choice in fieldset.iter("input")] == [
        ("id_voice_0", None),
        ("id_voice_1", None),
    ]
    assert [label.get("for") for label in fieldset.iter("label")] == ["id_voice_0", "id_voice_1"]


def test_a_hidden_field_is_only_its_input():
    tree = parsed("{% field form.place %}", form=Sample())

    assert [child.tag for child in tree] == ["input"]


def test_the_summary_links_every_fault_to_a_control_that_takes_the_focus():
    form = Sample(data={})
    form.add_error(None, "Nothing fits.")
    tree = parsed("{% error_summary form %}<form>{% fields form %}</form>", form=form)

    summary = tree.find(".//div[@role='alert']")
    assert summary.get("tabindex") == "-1"
    assert [line.text_content() for line in summary.iter("li")] == [
        "Nothing fits.",
        "Title: This field is required.",
        "Who? This field is required.",
        "Agreed: This field is required.",
    ]
    targets = [link.get("href").removeprefix("#") for link in summary.iter("a")]
    assert [tree.get_element_by_id(target).tag for target in targets] == ["input", "input", "input"]


@pytest.mark.parametrize("form", [Sample(), None])
def test_no_fault_no_summary(form):
    assert rendered("{% error_summary form %}", form=form) == ""


@pytest.mark.parametrize(("language", "line"), [("en", "a, &lt;b&gt;"), ("ar", "a، &lt;b&gt;")])
def test_words_in_a_row_are_parted_as_the_readers_script_does(language, line):
    with translation.override(language):
        assert rendered("{% in_a_row words %}", words=["a", "<b>"]) == line


def test_a_part_of_a_sentence_is_kept_and_put_where_the_sentence_wants_it():
    source = "{% isolated who as who %}{% blocktranslate trimmed %}Ask {{ who }} first.{% endblocktranslate %}"

    assert rendered(source, who="<Ana>") == "Ask <bdi>&lt;Ana&gt;</bdi> first."


@pytest.mark.parametrize("tone", ["neutral", "info", "success", "warning", "danger"])
def test_a_notice_says_its_kind_in_words(tone):
    tree = parsed("{% notice tone=tone %}<p>It is so.</p>{% endnotice %}", tone=tone)

    assert tree.find(".//p").text_content().strip() != ""
    assert tree.text_content().strip().endswith("It is so.")


@pytest.mark.parametrize(
    ("language", "lang", "direction"),
    [("ar", "ar", "rtl"), ("fr", "fr", "ltr"), ("zh", "zh", "ltr"), ("", None, "auto"), ("xx", "xx", "auto")],
)
def test_the_words_of_others_carry_their_language_and_direction(language, lang, direction):
    element = parsed("{% foreign language=language %}<p>…</p>{% endforeign %}", language=language)[0]

    assert (element.get("lang"), element.get("dir")) == (lang, direction)


def test_a_wording_in_another_language_than_the_page_says_so():
    tree = parsed("{% wording value %}", value={"fr": "Réunion"})

    assert html.tostring(tree[0], encoding="unicode") == '<span lang="fr" dir="ltr">Réunion</span>'


def test_a_wording_in_the_language_of_the_page_is_only_its_words():
    assert rendered("{% wording value %}", value={"en": "A & B", "fr": "…"}) == "A &amp; B"


def test_words_are_escaped_everywhere():
    bad = "<b>'\""
    source = "{% symbol x %}{% badge x %}{% link_button x x %}{% button x name=x %}{% file x x kind=x %}{% state x x %}"

    assert "<b>" not in rendered(source, x=bad)
    assert "<b>" not in rendered("{% card title=x url=x symbol=x %}{{ x }}{% endcard %}", x=bad)
    assert "<b>" not in rendered("{% foreign language=x %}{{ x }}{% endforeign %}{% wording x %}", x=bad)
    assert "<b>" not in rendered("{% breadcrumbs items %}{% definitions items %}", items=[(bad, bad), (bad, bad)])


def test_a_symbol_is_never_translated_and_runs_left_to_right():
    element = parsed("{% symbol 'WGEC/3/1' '/there/' %}")[0]

    assert (element.tag, element.text, element.get("dir"), element.get("translate")) == ("a", "WGEC/3/1", "ltr", "no")


def test_an_instant_is_told_in_utc_and_in_the_readers_zone():
    with timezone.override("Europe/Paris"):
        element = parsed("{% time instant %}", instant=INSTANT)[0]

    assert element.get("datetime") == "2027-01-15T18:00:00Z"
    assert element.text == "15 January 2027, 18:00 UTC (19:00 Paris time)"


def test_an_instant_on_another_day_at_the_readers_place_names_that_day():
    with timezone.override("Pacific/Auckland"):
        text = parsed("{% time instant %}", instant=INSTANT).text_content()

    assert text == "15 January 2027, 18:00 UTC (16 January 2027, 07:00 Auckland time)"


def test_a_reader_in_utc_is_told_once():
    assert parsed("{% time instant %}", instant=INSTANT).text_content() == "15 January 2027, 18:00 UTC"


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (timedelta(days=3, hours=5), "3 days left"),
        (timedelta(days=1, hours=23), "47 hours left"),
        (timedelta(hours=1), "1 hour left"),
        (timedelta(minutes=59, seconds=59), "59 minutes left"),
        (timedelta(seconds=1), "less than a minute left"),
        (timedelta(0), "closed"),
        (timedelta(seconds=-1), "closed"),
    ],
)
def test_time_left_never_promises_more_than_there_is(rest, words):
    assert rendered("{% time_left until at=at %}", until=INSTANT + rest, at=INSTANT) == words


def test_the_step_one_is_at_is_marked_for_those_who_listen():
    tree = parsed("{% steps items 'b' %}", items=[("a", "One", "/a/"), ("b", "Two", "/b/"), ("c", "Three", "")])

    assert [(item.text_content().strip(), item.get("aria-current")) for item in tree.iter("li")] == [
        ("One", None),
        ("Two", "step"),
        ("Three", None),
    ]
    assert [link.get("href") for link in tree.iter("a")] == ["/a/"]


def test_a_list_without_further_pages_has_no_pager():
    assert "nav" not in rendered("{% pager rule='By symbol.' %}")
    assert "By symbol." in rendered("{% pager rule='By symbol.' %}")


def test_languages_are_named_in_themselves():
    with translation.override("fr"):
        tree = parsed(
            "{% languages versions current='fr' %}", versions=[("ar", "/ar/"), ("fr", "/fr/"), ("ru", "/ru/")]
        )

    assert [item.text_content() for item in tree.iter("li")] == ["العربية", "Français", "Русский"]
    assert [link.get("hreflang") for link in tree.iter("a")] == ["ar", "ru"]


ROWS = [("Academia", 12, 3), ("Civil society", 0, 0), ("Private sector", None, 0)]
CHART = "{% bar_chart title='Sources' rows=rows part='first' rest='again' nothing='not heard yet' %}"


def test_chart_says_what_it_is_and_every_number_in_letters():
    chart = parsed(CHART, rows=ROWS)
    svg = chart.find(".//svg[@role='img']")

    title, description = svg.get("aria-labelledby").split()
    assert chart.get_element_by_id(title).text == "Sources"
    assert "table" in chart.get_element_by_id(description).text
    said = [text.text for text in svg.findall(".//text")]
    assert said == ["Academia", "12", "Civil society", "0 · not heard yet", "Private sector", "not shown"]


def test_chart_draws_shares_of_its_width_and_hatches_a_part():
    first, *others = parsed(CHART, rows=ROWS).findall(".//g")

    assert [(rect.get("x"), rect.get("width"), "url(" in rect.get("fill", "")) for rect in first.findall("rect")] == [
        ("0.00%", "18.00%", True), ("18.00%", "54.00%", False),
    ]  # fmt: skip
    assert [each.findall("rect") for each in others] == [[], []]


def test_chart_runs_from_the_right_where_reading_does():
    with translation.override("ar"):
        first, *_others = parsed(CHART, rows=ROWS).findall(".//g")

    assert [rect.get("x") for rect in first.findall("rect")] == ["82.00%", "28.00%"]
    assert first.find("text").get("x") == "100%"


def test_long_labels_are_parted_and_other_people_s_letters_escaped():
    chart = rendered(CHART, rows=[("Intergovernmental and international <organisations>", 1, 0)])

    assert "&lt;organisations&gt;" in chart
    assert chart.count("<text") == 3
