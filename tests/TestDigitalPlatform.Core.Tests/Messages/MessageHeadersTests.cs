using System.Text;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class MessageHeadersTests
{
    [Theory]
    [InlineData("name", "value")]
    [InlineData("Ünïcödé\u2028", "\"quoted\" \\ {} \0 \u0001 😀")]
    [InlineData("empty", "")]
    public void What_was_written_is_read(string name, string value)
    {
        var headers = MessageHeaders.Of([new(name, value), new("other", "1")]);

        MessageHeaders.OfJson(headers.ToJson()).ShouldBe(headers);
        headers[name].ShouldBe(value);
    }

    [Fact]
    public void None_are_null_in_JSON_and_read_from_it()
    {
        MessageHeaders.None.ToJson().ShouldBeNull();
        MessageHeaders.OfJson(null).ShouldBe(MessageHeaders.None);
    }

    [Fact]
    public void Half_a_character_can_be_stored() =>
        MessageHeaders.Of([new("a", "x\uD800")]).ShouldBe(MessageHeaders.Of([new("a", "x\uFFFD")]));

    [Fact]
    public void What_does_not_fit_is_left_out_whole_and_those_in_front_stay()
    {
        var large = new string('x', MessageHeaders.MaxValueBytes);

        var headers = MessageHeaders.Of(
        [
            new("too large", large + "x"), new(new string('n', 256), "1"), new("", "2"), new("none", null),
            new("a", large), new("b", large), new("c", large), new("d", large), new("last", "3"),
        ]);

        headers.All.Keys.ShouldBe(["a", "b", "c", "last"]);
        headers.All.Sum(h => Encoding.UTF8.GetByteCount(h.Key) + Encoding.UTF8.GetByteCount(h.Value))
            .ShouldBeLessThanOrEqualTo(MessageHeaders.MaxBytes);
    }

    [Fact]
    public void There_are_a_hundred_at_most() =>
        MessageHeaders.Of(Enumerable.Range(0, 200).Select(n => KeyValuePair.Create($"h{n}", (string?)"v"))).Count.ShouldBe(100);

    [Fact]
    public void Others_count_where_both_have_a_name_and_null_removes()
    {
        var headers = MessageHeaders.Of([new("a", "1"), new("b", "2"), new("c", "3")]);

        headers.With([new("a", "9"), new("b", null)]).ShouldBe(MessageHeaders.Of([new("a", "9"), new("c", "3")]));
    }
}
