using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform.Testing.Tests.Shop;

/// <summary>How a label is stuck on.</summary>
public enum LabelFinish
{
    /// <summary>With a matt surface.</summary>
    Matt,

    /// <summary>With a shiny surface.</summary>
    [JsonStringEnumMemberName("high-gloss")]
    Gloss,
}

/// <summary>What a label shows besides its text.</summary>
/// <param name="Size">How large it is, in millimetres. <example>12</example></param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(BarcodeMark), "barcode"), JsonDerivedType(typeof(ColourMark), "colour")]
public abstract record LabelMark([Range(1, 50)] int Size);

/// <summary>A bar code.</summary>
/// <param name="Size">How large it is, in millimetres. <example>12</example></param>
/// <param name="Digits">What it encodes. <example>4006381333931</example></param>
public sealed record BarcodeMark(int Size, [RegularExpression("[0-9]{8,13}")] string Digits) : LabelMark(Size);

/// <summary>A coloured dot.</summary>
/// <param name="Size">How large it is, in millimetres. <example>12</example></param>
/// <param name="Colour">Which colour.</param>
public sealed record ColourMark(int Size, [AllowedValues("red", "blue")] string Colour = "red") : LabelMark(Size);

/// <summary>A line of a label.</summary>
/// <param name="Text">What it says. <example>Reduced</example></param>
/// <param name="Indent">How far it stands from the edge, in millimetres. <example>2.5</example></param>
/// <param name="Bold">Whether it is bold.</param>
public sealed record LabelLine(
    [Required, Length(1, 20)] string Text, [Range(0.5, 99.5)] decimal Indent, bool? Bold = null);

/// <summary>Prints a label: of each type of value that a message may hold, one with its limits.</summary>
/// <param name="Lines">What it says.</param>
/// <param name="Copies">How many. <example>3</example></param>
/// <param name="Serial">Its number. <example>7</example></param>
/// <param name="Price">What it costs. <example>9.99</example></param>
/// <param name="Scale">How much larger than usual. <example>1.5</example></param>
/// <param name="BestBefore">Until when it is good. <example>2027-01-31</example></param>
/// <param name="At">At what time of day it is printed. <example>09:30:00</example></param>
/// <param name="Dries">How long it dries. <example>00:01:30</example></param>
/// <param name="Shelf">Where it goes.</param>
/// <param name="Image">A picture on it. <example>aGVsbG8=</example></param>
/// <param name="Prices">Prices by currency.</param>
/// <param name="Mark">What it shows besides.</param>
/// <param name="Grade">Its grade. <example>A</example></param>
/// <param name="Finish">How it is stuck on.</param>
/// <param name="Note">A remark. <example>Beware of the dog</example></param>
[Post("/labels"), Allow(Role.CustomerUser)]
public sealed record PrintLabel(
    [Length(1, 3)] IReadOnlyList<LabelLine> Lines,
    [Range(1, 1_000)] short Copies,
    ulong Serial,
    [Range(typeof(decimal), "0.01", "10000")] decimal Price,
    [Range(0, 4, MinimumIsExclusive = true)] double Scale,
    [Range(typeof(DateOnly), "2020-01-01", "2030-12-31")] DateOnly BestBefore,
    TimeOnly At,
    TimeSpan Dries,
    ShelfId? Shelf,
    [Length(2, 10)] byte[] Image,
    [Length(1, 2)] IReadOnlyDictionary<string, int> Prices,
    LabelMark Mark,
    char Grade,
    LabelFinish? Finish = LabelFinish.Gloss,
    [MaxLength(50)] string? Note = null) : ICommand;

/// <summary>A label was printed.</summary>
/// <param name="Copies">How many.</param>
/// <param name="At">When it happened.</param>
public sealed record LabelPrinted(short Copies, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "labels";
}

internal sealed class PrintLabelHandler : ICommandHandler<PrintLabel, Nothing>
{
    public static Decision<Nothing> Decide(PrintLabel command, CommandContext context) =>
        Decision.Accept().Notify(new LabelPrinted(command.Copies, context.Now));
}
