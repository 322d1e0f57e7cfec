using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Binding.Shapes;

/// <summary>An array whose items are all of one shape.</summary>
internal sealed class ListShape(ItemShape item) : ValueShape
{
    internal override void Check(ref Utf8JsonReader reader, ShapeCheck check)
    {
        if (!Opens(ref reader, check, JsonTokenType.StartArray, "an array"))
            return;

        for (var number = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; number++)
        {
            check.Enter(number);
            if (check.IsFull)
                reader.Skip();
            else
                item.Check(ref reader, check);
            check.Leave();
        }
    }
}
