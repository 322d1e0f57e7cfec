using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.Tests.Contracts;

namespace TestDigitalPlatform.Service.Tests.Notes;

/// <summary>What the compiler writes about messages.</summary>
public sealed class DescriptionTests
{
    [Theory]
    [InlineData(typeof(KeepDraft))]
    [InlineData(typeof(ReplayMessage))]
    public void Describes_each_message_as_JSON_has_it(Type one)
    {
        var messages = DescribedMessages.In(one.Assembly);

        messages.ShouldContain(one);
        messages.SelectMany(DescribedMessages.Differences).ShouldBeEmpty();
    }

    [Fact]
    public void Reads_the_value_of_each_member()
    {
        var id = NoteId.From(Guid.NewGuid());
        var message = new KeepDraft(id, "somebody else") { Feeling = "well", Remark = "good" };

        var described = MessageDescription.Of(typeof(KeepDraft));

        described.Members.Select(m => $"{m.Source} {m.Name}={m.Get(message)}")
            .ShouldBe([$"Route draft={id}", "Body mood=well", "Body remark=good"]);
        described.Fill(member => $"<{member.Name}>").ShouldBe("/drafts/<draft>");
    }

    [Fact]
    public void Says_of_what_has_no_description_how_it_gets_one()
    {
        MessageDescription.Find(typeof(Uri)).ShouldBeNull();

        Should.Throw<PlatformException>(() => MessageDescription.Of(typeof(Uri))).Code.ShouldBe("TDP0380");
    }
}
